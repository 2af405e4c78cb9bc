package dev.serai.admin;

import dev.serai.access.Keys;
import dev.serai.access.Loopback;
import dev.serai.http.ErrorResponses;
import dev.serai.wire.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the holder of the admin key in, or where none is set, programs of this machine. */
final class AdminAccess extends OncePerRequestFilter {

    private final Keys keys;
    private final Loopback loopback;

    AdminAccess(String key, Loopback loopback) {
        this.keys = new Keys(List.of(key));
        this.loopback = loopback;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            ErrorResponses.write(
                    request,
                    response,
                    new ApiException(401, "invalid_request_error", "invalid_admin_key", null, refusal)
                            .header("WWW-Authenticate", "Bearer realm=\"serai admin\""));
        }
    }

    private String refusal(HttpServletRequest request) {
        if (keys.isEmpty()) {
            return loopback.admits(request.getRemoteAddr(), request::getHeader)
                    ? null
                    : "No admin key is set: /manage answers programs of its own machine only; set SERAI_ADMIN_KEY";
        }
        String key = Keys.bearer(request::getHeader);
        if (key == null) {
            return "Send the admin key as 'Authorization: Bearer <SERAI_ADMIN_KEY>'";
        }
        return keys.indexOf(key) < 0 ? "The admin key is not this one" : null;
    }
}
