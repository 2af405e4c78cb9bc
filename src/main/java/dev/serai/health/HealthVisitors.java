package dev.serai.health;

import dev.serai.access.Act;
import dev.serai.access.Administrators;
import dev.serai.access.Administrators.Administrator;
import dev.serai.access.Role;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.stream.Stream;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who asks for {@code /health}: an administrator, who sees details where {@code show-details} is
 * {@code when-authorized}, or a stranger, who is answered all the same, whatever token was shown. A project's member is one:
 * details are of the whole gateway.
 */
final class HealthVisitors extends OncePerRequestFilter {

    private final Administrators administrators;

    HealthVisitors(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        Administrator administrator = request.getHeader("Authorization") == null ? null : administrator(request);
        chain.doFilter(administrator == null ? request : new Visit(request, administrator), response);
    }

    private Administrator administrator(HttpServletRequest request) {
        try {
            Administrator known = administrators.of(request::getHeader);
            return known.role().includes(Act.READ.least()) ? known : null;
        } catch (ApiException refused) {
            return null;
        }
    }

    /** A request as Spring Boot asks it who it is of. */
    private static final class Visit extends HttpServletRequestWrapper {

        private final Administrator administrator;

        private Visit(HttpServletRequest request, Administrator administrator) {
            super(request);
            this.administrator = administrator;
        }

        @Override
        public Principal getUserPrincipal() {
            return administrator::name;
        }

        @Override
        public boolean isUserInRole(String role) {
            return Stream.of(Role.values())
                    .anyMatch(
                            it -> it.name().equals(role) && administrator.role().includes(it));
        }
    }
}
