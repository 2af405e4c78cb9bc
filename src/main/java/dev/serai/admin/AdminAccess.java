package dev.serai.admin;

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
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets administrators in; how far each may go {@link ActGate} says. From here on errors are problems. */
final class AdminAccess extends OncePerRequestFilter {

    private final Administrators administrators;

    AdminAccess(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        new ProblemFormat().applyTo(request);
        try {
            Administrator administrator = administrators.of(request::getHeader);
            Actor actor = new Actor(administrator.name(), request.getRemoteAddr(), response.getHeader("x-request-id"));
            AdminVisit visit = new AdminVisit(administrator, actor, ETags.expected(request.getHeaders("If-Match")));
            request.setAttribute(AdminVisit.ATTRIBUTE, visit);
            Client.readBody(request);
        } catch (ApiException refusal) {
            ErrorResponses.write(request, response, refusal);
            return;
        }
        chain.doFilter(request, response);
    }
}
