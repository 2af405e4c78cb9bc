package dev.serai.http;

import dev.serai.traces.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * A request that came by HTTP, for its trace.
 *
 * @param route the path of the route that serves it
 */
record HttpOrigin(HttpServletRequest request, String route) implements Origin {

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public String scheme() {
        return request.getScheme();
    }

    @Override
    public String client() {
        return request.getRemoteAddr();
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }
}
