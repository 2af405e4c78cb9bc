package dev.serai.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the gateway is for who sends a request: behind proxies that is where these are. */
public final class PublicAddress {

    /** The request's attribute that has what a proxy has taken off the path. */
    static final String PREFIX = PublicAddress.class.getName();

    private PublicAddress() {}

    /** The address of {@code /}, without a slash at its end. */
    public static String of(HttpServletRequest request) {
        return origin(request) + path(request);
    }

    /** Its scheme, host and port, as browsers have it in {@code Origin}. */
    public static String origin(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromRequest(request)
                .replacePath(null)
                .replaceQuery(null)
                .build()
                .toUriString();
    }

    /** The path of {@code /}, without a slash at its end. */
    public static String path(HttpServletRequest request) {
        Object prefix = request.getAttribute(PREFIX);
        return (prefix == null ? "" : prefix) + request.getContextPath();
    }

    /** From a request's path to {@code /}, as links of its page have it: they lead on behind every proxy. */
    public static String root(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String asked = failed == null ? request.getRequestURI() : failed.toString();
        String path = asked.substring(request.getContextPath().length());
        long folders = path.chars().filter(c -> c == '/').count() - 1;
        return folders <= 0 ? "./" : "../".repeat((int) folders);
    }
}
