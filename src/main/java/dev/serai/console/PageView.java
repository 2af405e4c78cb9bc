package dev.serai.console;

import dev.serai.admin.AdminVisit;
import dev.serai.http.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;

/**
 * A page of the console, as its handler returns it.
 *
 * @param template its name without {@code .jte}; it has the parameters {@code frame} and {@code model}
 * @param section in which it is; null for none
 * @param model what the template shows
 */
record PageView(String template, Section section, String title, Object model, HttpStatus status) implements View {

    static final String TYPE = "text/html;charset=UTF-8";

    /** The page of a section. */
    static PageView of(String template, Section section, Object model) {
        return new PageView(template, section, section.title(), model, HttpStatus.OK);
    }

    /** A page within a section. */
    static PageView of(String template, Section section, String title, Object model) {
        return new PageView(template, section, title, model, HttpStatus.OK);
    }

    /** The same with a status. */
    PageView with(HttpStatus other) {
        return new PageView(template, section, title, model, other);
    }

    /** After a form: the browser goes on to a page, {@code admin/projects} from {@code /}. */
    static View goTo(String path) {
        return (model, request, response) -> {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", PublicAddress.root(request) + path);
        };
    }

    byte[] render(HttpServletRequest request) {
        AdminVisit visit = request.getAttribute(AdminVisit.ATTRIBUTE) instanceof AdminVisit it ? it : null;
        Frame frame = new Frame(PublicAddress.root(request), title, section, visit);
        return Templates.render(template, Map.of("frame", frame, "model", model));
    }

    @Override
    public void render(Map<String, ?> unused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] page = render(request);
        response.setStatus(status.value());
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
