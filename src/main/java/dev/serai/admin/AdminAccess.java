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

/**
 * Lets administrators in, each as far as their role goes: viewers read, operators change, and admins do the rest. From
 * here on errors are problems.
 */
final class AdminAccess extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Administrators administrators;

    AdminAccess(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        new ProblemFormat().applyTo(request);
        try {
            Administrator administrator = administrators.of(request.getRemoteAddr(), request::getHeader);
            Actor actor = new Actor(administrator.name(), request.getRemoteAddr(), response.getHeader("x-request-id"));
            Visit visit = new Visit(administrator, actor, ETags.expected(request.getHeaders("If-Match")));
            visit.require(least(request));
            request.setAttribute(Visit.ATTRIBUTE, visit);
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Routes are code: who sends some to be checked has them loaded. */
    private static Role least(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return Role.VIEWER;
        }
        String type = request.getContentType();
        return type != null && type.startsWith("application/zip") ? Role.ADMIN : Role.OPERATOR;
    }
}
