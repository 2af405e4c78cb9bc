package dev.serai.http;

import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** How errors are written for requests that do not expect OpenAI's error object. */
public interface ErrorFormat {

    /** The body's media type. */
    String contentType();

    /** The body, to be written as JSON. */
    Object body(HttpServletRequest request, ApiException error);

    /** The body's bytes. */
    default byte[] bytes(HttpServletRequest request, ApiException error) {
        return Json.bytes(body(request, error));
    }

    /** Headers beside those that the error has. */
    default Map<String, String> headers(ApiException error) {
        return Map.of();
    }

    /** Has all errors of a request written like this from now on, whoever finds them. */
    default void applyTo(HttpServletRequest request) {
        request.setAttribute(ErrorFormat.class.getName(), this);
    }
}
