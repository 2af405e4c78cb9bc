package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.Sessions;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets no form through that no page of ours has sent: whoever is let in by a cookie has to have the token of its session in
 * it. There is no handler of the console that this does not stand before.
 */
final class FormGate implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!Sessions.reads(request)) {
            AdminVisit visit = request.getAttribute(AdminVisit.ATTRIBUTE) instanceof AdminVisit it ? it : null;
            Form form = Form.read(request, visit != null && visit.may(Act.CHECK_ROUTES));
            if (visit != null && visit.formToken() != null && !isSame(visit.formToken(), form.text(Form.TOKEN))) {
                throw new ApiException(
                        403,
                        "invalid_request_error",
                        "forged_form",
                        null,
                        "This form is not from this session: load its page again");
            }
            request.setAttribute(Form.ATTRIBUTE, form);
        }
        return true;
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
