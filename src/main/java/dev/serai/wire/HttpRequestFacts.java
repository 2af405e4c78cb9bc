package dev.serai.wire;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a step may need to know of a request beside its headers.
 *
 * @param remoteAddress the peer of the connection
 * @param length the body's announced length in bytes, -1 if none
 * @param query of its address, as it came; null if there is none
 */
public record HttpRequestFacts(String remoteAddress, long length, String query) {

    /** The variable that has them: as a text, where the request came from. */
    public static final String VARIABLE = "client";

    /** Of a request whose address says no more than its path. */
    public HttpRequestFacts(String remoteAddress, long length) {
        this(remoteAddress, length, null);
    }

    public static HttpRequestFacts of(HttpServletRequest request) {
        return new HttpRequestFacts(request.getRemoteAddr(), request.getContentLengthLong(), request.getQueryString());
    }

    @Override
    public String toString() {
        return remoteAddress;
    }
}
