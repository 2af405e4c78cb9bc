package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.admin.AdminVisit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is around the content of each page.
 *
 * @param root from the page's address to that of the gateway, {@code ../../}: all links begin with it
 * @param title of the page
 * @param section in which it is; null for none
 * @param visit who looks at it; null for who is not known
 */
public record Frame(String root, String title, Section section, AdminVisit visit) {

    /** The pages that they may see. */
    public List<Section> menu() {
        return Stream.of(Section.values()).filter(it -> may(it.act())).toList();
    }

    /** Whether they may do it: what they may not is not offered to them. */
    public boolean may(Act act) {
        return visit != null && visit.may(act);
    }

    /** The address of a page or a form's target, of its path from {@code /}, {@code admin/projects}. */
    public String to(String path) {
        return root + path;
    }

    /** The same with a parameter. */
    public String to(String path, String parameter, String value) {
        return to(path) + "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The address of a file of the console's. */
    public String asset(String name) {
        return root + "admin/assets/" + name + "?v=" + Assets.version(name);
    }

    /** What every form has to have in its field {@code form}. */
    public String formToken() {
        return visit == null || visit.formToken() == null ? "" : visit.formToken();
    }

    /** Whether they see all projects; a member's pages leave out what tells projects apart. */
    public boolean seesAll() {
        return visit != null && visit.scope().isAll();
    }

    public String who() {
        return visit == null ? "" : visit.administrator().name();
    }

    public String role() {
        return visit == null ? "" : visit.administrator().role().name().toLowerCase(Locale.ROOT);
    }
}
