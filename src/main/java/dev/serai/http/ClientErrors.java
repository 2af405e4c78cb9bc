package dev.serai.http;

import dev.serai.transform.ClientFormat;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Errors at the paths of a format of clients, where no route is there to write them.
 *
 * @param requestId that the answer shows
 */
record ClientErrors(ClientFormat format, String requestId) implements ErrorFormat {

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Object body(HttpServletRequest request, ApiException error) {
        return format.failure(error, error.status(), requestId).body();
    }

    @Override
    public Map<String, String> headers(ApiException error) {
        Map<String, String> told = new HashMap<>();
        error.headers().forEach((name, value) -> told.put(name.toLowerCase(Locale.ROOT), value));
        Map<String, String> headers =
                new HashMap<>(format.failure(error, error.status(), requestId).headers());
        headers.putAll(format.headers(requestId, told, Map.of()));
        return headers;
    }
}
