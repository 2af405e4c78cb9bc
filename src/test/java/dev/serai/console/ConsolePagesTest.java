package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each page shows, and to whom. */
class ConsolePagesTest extends ConsoleTest {

    private static final Pattern FORM = Pattern.compile("<form[^>]* method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"#]*)");

    static List<Arguments> pages() {
        List<Arguments> pages = new ArrayList<>();
        for (Section section : Section.values()) {
            for (Role role : Role.values()) {
                pages.add(Arguments.of(section, role));
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void section_isShownToWhoMaySeeIt(Section section, Role role) throws Exception {
        HttpResponse<String> page = page(role.name(), "/" + section.path());

        assertPage(page);
        assertThat(page.statusCode()).isEqualTo(role.includes(section.act().least()) ? 200 : 403);
        assertThat(page.body()).contains("<h1>");
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void section_linksRelatively_andLoadsTwoFiles(Section section) throws Exception {
        String page = shown("ADMIN", "/" + section.path());

        Matcher link = LINK.matcher(page);
        while (link.find()) {
            assertThat(link.group(1)).as(page).doesNotStartWith("/").doesNotContain("://");
        }
        assertThat(page.split("<script|<link rel=\"stylesheet|<img", -1)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void viewer_isOfferedNothingThatChanges(Section section) throws Exception {
        Matcher form = FORM.matcher(page("VIEWER", "/" + section.path()).body());
        while (form.find()) {
            assertThat(form.group(1)).endsWith("admin/logout");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/projects",
        "/admin/tokens",
        "/admin/providers/simulator/breaker",
        "/admin/alerts/x/silence",
        "/admin/alerts/x/unsilence",
        "/admin/alerts/x/test",
        "/admin/cache/clear",
        "/admin/routes/reload",
        "/admin/routes/rollback",
        "/admin/routes/draft",
        "/admin/routes/save",
        "/admin/projects/x/provider-keys",
        "/admin/projects/x/provider-keys/openai/delete",
        "/admin/projects/x",
        "/admin/projects/x/delete",
        "/admin/tokens/x",
        "/admin/tokens/x/rotate",
        "/admin/tokens/x/revoke",
        "/admin/tokens/x/delete"
    })
    void viewersForm_changesNothing(String path) throws Exception {
        HttpResponse<String> refused = submit("VIEWER", path, "name", name());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("takes the role");
    }

    @Test
    void markup_isText_whereverItComesFrom() throws Exception {
        String name = name() + MARKUP;
        HttpResponse<String> made =
                submit("ADMIN", "/admin/projects", "name", name, "models", MARKUP.replace(' ', '_'));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String path = "/" + header(made, "location").substring("../".length());
        HttpResponse<String> token =
                submit("ADMIN", "/admin/tokens", "name", MARKUP, "project", path.substring(path.lastIndexOf('/') + 1));
        assertThat(token.statusCode()).isEqualTo(200);
        post(
                "/v1/chat/completions",
                "{\"model\":" + dev.serai.wire.Json.text("simulator/" + MARKUP)
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

        for (String page : List.of(
                "/admin/projects?search=" + encoded(name),
                path,
                "/admin/tokens?search=" + encoded(MARKUP),
                "/admin/tokens/new?project=" + encoded(MARKUP),
                "/admin?by=model&model=" + encoded(MARKUP),
                "/admin?by=" + encoded(MARKUP),
                "/admin/usage?by=model&and=provider&range=" + encoded(MARKUP),
                "/admin/models?search=" + encoded(MARKUP),
                "/admin/audit?subject=" + path.substring(path.lastIndexOf('/') + 1))) {
            assertThat(shown("ADMIN", page)).as(page).doesNotContain("<img", "alert(1)</");
        }
        assertThat(page("ADMIN", "/admin/routes/source?file=" + encoded(MARKUP)).body())
                .doesNotContain("<img");
        assertThat(token.body()).doesNotContain("<img");
    }

    @Test
    void lists_pageByKey() throws Exception {
        for (int i = 0; i < 2; i++) {
            project();
        }
        String first = shown("VIEWER", "/admin/projects?limit=1");
        String next = first.replaceFirst("(?s).*name=\"after\" value=\"([^\"]*)\".*", "$1");

        assertThat(shown("VIEWER", "/admin/projects?limit=1&after=" + encoded(next)))
                .doesNotContain(">" + next + "<");
    }

    @Test
    void source_isForWhoMayCheckFiles() throws Exception {
        String path = "/admin/routes/source?file=routes/router.camel.yaml";

        assertThat(shown("ADMIN", path)).contains("id=\"line1\"", "router");
        assertThat(page("OPERATOR", path).statusCode()).isEqualTo(403);
        assertThat(page("ADMIN", "/admin/routes/source?file=../application.yaml")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void usage_isToBeHadAsCsv_byTheSameCookie() throws Exception {
        String page = shown("VIEWER", "/admin/usage?by=project&and=model");
        String csv = page.replaceFirst("(?s).*href=\"\\.\\./(manage/usage[^\"]*)\".*", "/$1")
                .replace("&amp;", "&");

        HttpResponse<String> answer = page("VIEWER", csv);
        assertThat(answer.statusCode()).as(csv).isEqualTo(200);
        assertThat(answer.body()).startsWith("project,model,requests");
    }
}
