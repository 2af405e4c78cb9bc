package dev.serai.admin;

import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Administrator;
import dev.serai.http.Client;
import dev.serai.http.ErrorFormat;
import dev.serai.http.ErrorResponses;
import dev.serai.http.PublicAddress;
import dev.serai.http.SecurityHeaders;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets administrators in, by their token or by the cookie of a browser that has shown it; how far each may go {@link ActGate}
 * says. From here on errors are problems, or pages in the console.
 */
final class AdminAccess extends OncePerRequestFilter {

    /** Of the console, for who is not known yet: its login, and how it looks. */
    private static final String LOGIN = "/admin/login";

    private static final String ASSETS = "/admin/assets/";
    private static final int LONGEST_LOGIN = 4096;

    private final Administrators administrators;
    private final Sessions sessions;
    private final ErrorFormat pages;
    private final SecurityHeaders security;

    /**
     * Takes who may.
     *
     * @param pages how the console tells errors
     */
    AdminAccess(Administrators administrators, Sessions sessions, ErrorFormat pages, SecurityHeaders security) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.pages = pages;
        this.security = security;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath();
        boolean console = path.equals("/admin") || path.startsWith("/admin/");
        if (console) {
            security.applyToPage(response);
            pages.applyTo(request);
        } else {
            new ProblemFormat().applyTo(request);
        }
        try {
            if (path.equals(LOGIN) || path.startsWith(LOGIN + "/")) {
                readLogin(request);
            } else if (!path.startsWith(ASSETS) && !admit(request, response, console)) {
                return;
            }
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Of a stranger, and so small. */
    private static void readLogin(HttpServletRequest request) {
        if (!Sessions.reads(request)) {
            long length = request.getContentLengthLong();
            if (length < 0 || length > LONGEST_LOGIN) {
                throw new ApiException(
                        413, "invalid_request_error", "request_too_large", null, "A token is not that long");
            }
            Client.readBody(request);
        }
    }

    /** False where a browser was sent to the login. */
    private boolean admit(HttpServletRequest request, HttpServletResponse response, boolean console) {
        boolean browser = request.getHeader("Authorization") == null;
        Optional<Sessions.Session> session = browser ? sessions.of(request) : Optional.empty();
        Optional<Administrator> known = session.map(Sessions.Session::shown).flatMap(administrators::of);
        if (browser && known.isEmpty() && wantsPage(request)) {
            sendToLogin(request, response);
            return false;
        }
        if (browser && known.isEmpty() && console) {
            throw new ApiException(
                    401, "invalid_request_error", "not_logged_in", null, "The session is over: log in again");
        }
        Administrator administrator = known.orElseGet(() -> administrators.of(request::getHeader));
        Actor actor = new Actor(administrator.name(), request.getRemoteAddr(), response.getHeader("x-request-id"));
        request.setAttribute(
                AdminVisit.ATTRIBUTE,
                new AdminVisit(
                        administrator,
                        actor,
                        ETags.expected(request.getHeaders("If-Match")),
                        session.map(Sessions.Session::formToken).orElse(null)));
        Client.readBody(request);
        return true;
    }

    private static void sendToLogin(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String next = URLEncoder.encode(request.getServletPath() + query, StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", PublicAddress.root(request) + LOGIN.substring(1) + "?next=" + next);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accepted != null && accepted.contains("text/html");
    }
}
