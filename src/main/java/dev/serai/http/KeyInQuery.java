package dev.serai.http;

import dev.serai.access.Keys;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * Takes a key out of the address, {@code ?key=}, where some clients send it, before anybody sees that: addresses are written
 * to logs. From here on it is a header like any other key's. What has a key of its own keeps that, and who administers takes
 * none from there.
 *
 * @see <a href="https://cloud.google.com/docs/authentication/api-keys-use">API keys</a>
 */
final class KeyInQuery extends ValveBase {

    private static final String NAME = "key=";

    KeyInQuery() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String query = request.getQueryString();
        if (query != null && query.contains(NAME) && !Managed.has(request.getRequestURI())) {
            take(request, query);
        }
        getNext().invoke(request, response);
    }

    private static void take(Request request, String query) {
        StringBuilder rest = new StringBuilder(query.length());
        String key = null;
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(NAME)) {
                key = pair.substring(NAME.length());
            } else {
                rest.append(rest.isEmpty() ? "" : "&").append(pair);
            }
        }
        if (key == null) {
            return;
        }
        MessageBytes shown = request.getCoyoteRequest().queryString();
        shown.recycle();
        if (!rest.isEmpty()) {
            shown.setString(rest.toString());
        }
        if (request.getHeader(Keys.OF_QUERIES) == null) {
            request.getCoyoteRequest()
                    .getMimeHeaders()
                    .addValue(Keys.OF_QUERIES)
                    .setString(decoded(key));
        }
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // no encoding of anything, and nobody's key
            return key;
        }
    }
}
