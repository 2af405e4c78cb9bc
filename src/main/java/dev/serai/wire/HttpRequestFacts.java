package dev.serai.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a step may need to know of a request beside its headers.
 *
 * @param remoteAddress the peer of the connection
 * @param length the body's announced length in bytes, -1 if none
 * @param query of its address, as it came; null if there is none
 * @param path the variables in the route's path, by name
 * @param origin by which this gateway was called: {@code https://host}, as far as trusted proxies tell
 * @param head its address and headers, as they came; null of a request that nobody waits for at a connection
 */
public record HttpRequestFacts(
        String remoteAddress,
        long length,
        String query,
        Map<String, String> path,
        Supplier<String> origin,
        Supplier<Head> head) {

    /**
     * What came before the body.
     *
     * @param uri its address, without the query
     * @param headers as they came, those that came several times joined by commas
     */
    public record Head(String uri, Map<String, String> headers) {}

    /** The variable that has them: as a text, where the request came from. */
    public static final String VARIABLE = "client";

    private static final int MOST_PARAMETERS = 32;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Of a request whose address says no more than its path. */
    public HttpRequestFacts(String remoteAddress, long length) {
        this(remoteAddress, length, null, Map.of(), () -> "");
    }

    /** Of one that nobody waits for at a connection. */
    public HttpRequestFacts(
            String remoteAddress, long length, String query, Map<String, String> path, Supplier<String> origin) {
        this(remoteAddress, length, query, path, origin, null);
    }

    public static HttpRequestFacts of(HttpServletRequest request, Map<String, String> path) {
        return new HttpRequestFacts(
                request.getRemoteAddr(),
                request.getContentLengthLong(),
                request.getQueryString(),
                path,
                () -> origin(request),
                () -> new Head(request.getRequestURI(), headers(request)));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(",", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    private static String origin(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port <= 0 || port == (request.getScheme().equals("https") ? HTTPS : HTTP);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }

    /** The query's parameters by name; what is no encoding of anything is not there. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", MOST_PARAMETERS)) {
            int equals = pair.indexOf('=');
            try {
                parameters.put(
                        URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                parameters.remove(pair);
            }
        }
        return parameters;
    }

    @Override
    public String toString() {
        return remoteAddress;
    }
}
