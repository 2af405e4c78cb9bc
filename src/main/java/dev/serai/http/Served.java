package dev.serai.http;

import dev.serai.call.Call;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What route a request met, for those who count it.
 *
 * @param endpoint the route's path
 * @param call null where its method is not served
 */
public record Served(String endpoint, Call call) {

    private static final String ATTRIBUTE = Served.class.getName();

    /** That of a request; null where no route has its path. */
    public static Served of(HttpServletRequest request) {
        return (Served) request.getAttribute(ATTRIBUTE);
    }

    /** Notes it. */
    public void note(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Whether its client left before the answer's end. */
    public boolean aborted() {
        return call != null && call.outcome().aborted();
    }
}
