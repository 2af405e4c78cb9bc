package dev.serai.http;

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

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ErrorResponses.write(request, response, error(status instanceof Integer code ? code : 404, request));
    }

    static ApiException error(int status, HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object path = failed == null ? request.getRequestURI() : failed;
        return switch (status) {
            case 404 -> new ApiException(
                    404, "invalid_request_error", "unknown_url", null, "Nothing is served at " + path);
            case 405 -> new ApiException(
                    405, "invalid_request_error", "method_not_allowed", null, request.getMethod() + " is not served here");
            default -> status < 500
                    ? new ApiException(status, "invalid_request_error", null, null, "The request cannot be served")
                    : new ApiException(
                            status, "server_error", "internal_error", null, "The gateway failed; its log says why");
        };
    }
}
