package dev.serai.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.http.ErrorFormat;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Errors of the management API, as RFC 9457 has them. */
final class ProblemFormat implements ErrorFormat {

    @Override
    public String contentType() {
        return "application/problem+json";
    }

    @Override
    public ObjectNode body(HttpServletRequest request, ApiException error) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        HttpStatus status = HttpStatus.resolve(error.status());
        String title = status == null ? "Error" : status.getReasonPhrase();
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", error.status())
                .put("detail", error.getMessage())
                .put("code", error.code() == null ? word(title) : error.code())
                .put("instance", failed == null ? request.getRequestURI() : failed.toString());
        if (error instanceof Faults.Invalid invalid) {
            ArrayNode errors = body.putArray("errors");
            invalid.faults().forEach(errors::addPOJO);
        }
        return body;
    }

    /** What programs branch on where nothing says more than the status: {@code bad_request}. */
    private static String word(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }
}
