package dev.serai.admin;

import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Administrator;
import dev.serai.access.Role;
import dev.serai.http.ErrorResponses;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets administrators in, each as far as their role goes: viewers read, operators change, and admins do the rest. */
final class AdminAccess extends OncePerRequestFilter {

    private static final String ADMINISTRATOR = Administrator.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Administrators administrators;

    AdminAccess(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Administrator administrator = administrators.of(request.getRemoteAddr(), request::getHeader);
            request.setAttribute(ADMINISTRATOR, administrator);
            require(request, READING.contains(request.getMethod()) ? Role.VIEWER : Role.OPERATOR);
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    /**
     * Refuses who has a lesser role.
     *
     * @throws ApiException 403
     */
    static void require(HttpServletRequest request, Role role) {
        Administrator administrator = (Administrator) request.getAttribute(ADMINISTRATOR);
        if (!administrator.role().includes(role)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "role_insufficient",
                    null,
                    "This takes the role " + role + "; your token has " + administrator.role());
        }
    }

    /** Who changes something, for the audit. */
    static Actor actor(HttpServletRequest request, HttpServletResponse response) {
        Administrator administrator = (Administrator) request.getAttribute(ADMINISTRATOR);
        return new Actor(administrator.name(), request.getRemoteAddr(), response.getHeader("x-request-id"));
    }
}
