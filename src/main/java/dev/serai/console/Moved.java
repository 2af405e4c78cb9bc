package dev.serai.console;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.View;

/** Sends a browser on, with cookies. */
final class Moved {

    private Moved() {}

    /** At once. */
    static View to(String address, String... cookies) {
        return (model, request, response) -> {
            set(response, cookies);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, address);
        };
    }

    /** From a page of ours: what it leads to is then asked for by this site, and no longer by the one that led here. */
    static View by(PageView page, String address, String... cookies) {
        return (model, request, response) -> {
            response.setHeader("Refresh", "0;url=" + address);
            nowhere(page, cookies).render(model, request, response);
        };
    }

    /** Not at all: a page, with cookies. */
    static View nowhere(PageView page, String... cookies) {
        return (model, request, response) -> {
            set(response, cookies);
            page.render(model, request, response);
        };
    }

    private static void set(HttpServletResponse response, String... cookies) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        for (String cookie : cookies) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookie);
        }
    }
}
