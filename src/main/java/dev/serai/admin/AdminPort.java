package dev.serai.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where {@code /manage} has a port of its own: it and the console are nowhere else, and on that port there is nothing
 * besides but {@code /health}.
 */
final class AdminPort extends OncePerRequestFilter {

    private final int port;

    AdminPort(int port) {
        this.port = port;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath(); // decoded and normal, as the filter before /manage sees it
        boolean served =
                request.getLocalPort() == port ? isUnder(path, "/manage", "/admin", "/health")
                        : !isUnder(path, "/manage", "/admin");
        if (served) {
            chain.doFilter(request, response);
        } else {
            response.sendError(404);
        }
    }

    private static boolean isUnder(String path, String... roots) {
        return Stream.of(roots).anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }
}
