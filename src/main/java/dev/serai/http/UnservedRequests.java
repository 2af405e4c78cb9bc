package dev.serai.http;

import dev.serai.SeraiProperties;
import dev.serai.wire.ApiException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what no route and no endpoint serves, and what the container refuses, with OpenAI's error object. */
@Controller
class UnservedRequests implements ErrorController {

    private final SecurityHeaders security;

    UnservedRequests(SeraiProperties serai) {
        this.security = serai.headers();
    }

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Envelope.seal(request, response, security);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ErrorResponses.write(request, response, error(status instanceof Integer code ? code : 404, request));
    }

    static ApiException error(int status, HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object path = failed == null ? request.getRequestURI() : failed;
        return switch (status) {
            case 400 -> refused(status, null, "The request's line or headers are malformed, or larger than 8 kB");
            case 404 -> refused(status, "unknown_url", "Nothing is served at " + path);
            case 405 -> refused(status, "method_not_allowed", request.getMethod() + " is not served here");
            case 406 -> refused(status, "not_acceptable", "There is no answer here of the type that Accept asks for");
            case 415 -> refused(status, "unsupported_media_type", "A body of this Content-Type is not read here");
            case 501, 505 -> refused(status, null, "The request needs a feature of HTTP that is not served here");
            default ->
                status < 500
                        ? refused(status, null, "The request cannot be served")
                        : new ApiException(
                                status, "server_error", "internal_error", null, "The gateway failed; its log says why");
        };
    }

    private static ApiException refused(int status, String code, String message) {
        return new ApiException(status, "invalid_request_error", code, null, message);
    }
}
