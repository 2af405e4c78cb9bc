package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Administrator;
import dev.serai.http.Client;
import dev.serai.http.ErrorResponses;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets administrators in, by their token or by the cookie of a browser that has shown it; how far each may go {@link ActGate}
 * says. From here on errors are problems.
 */
final class AdminAccess extends OncePerRequestFilter {

    private final Administrators administrators;
    private final Sessions sessions;
    private final boolean letsBrowsersIn;

    /**
     * Takes who may.
     *
     * @param letsBrowsersIn whether there is a page to log in
     */
    AdminAccess(Administrators administrators, Sessions sessions, boolean letsBrowsersIn) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.letsBrowsersIn = letsBrowsersIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        new ProblemFormat().applyTo(request);
        boolean browser = letsBrowsersIn && request.getHeader("Authorization") == null;
        try {
            if (browser && request.getServletPath().equals(Login.PATH)) {
                Login.readForm(request);
            } else {
                Optional<Administrator> known =
                        browser ? sessions.of(request).flatMap(administrators::of) : Optional.empty();
                if (browser && known.isEmpty() && wantsPage(request)) {
                    sendToLogin(response);
                    return;
                }
                admit(known.orElseGet(() -> administrators.of(request::getHeader)), request, response);
            }
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void admit(Administrator administrator, HttpServletRequest request, HttpServletResponse response) {
        Actor actor = new Actor(administrator.name(), request.getRemoteAddr(), response.getHeader("x-request-id"));
        AdminVisit visit = new AdminVisit(administrator, actor, ETags.expected(request.getHeaders("If-Match")));
        request.setAttribute(AdminVisit.ATTRIBUTE, visit);
        Client.readBody(request);
    }

    private static void sendToLogin(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", Login.PATH);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accepted != null && accepted.contains("text/html");
    }

    /** Whether who was let in still may: an answer that takes long asks from time to time. */
    record Standing(Administrators administrators, Sessions sessions) {

        boolean holds(HttpServletRequest request) {
            if (request.getHeader("Authorization") == null) {
                return sessions.of(request).flatMap(administrators::of).isPresent();
            }
            try {
                return administrators.of(request::getHeader).role().includes(Act.READ.least());
            } catch (ApiException revoked) {
                return false;
            }
        }
    }
}
