package dev.serai.http;

import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a controller throws is answered like what a route throws. */
@RestControllerAdvice
class ControllerErrors {

    @ExceptionHandler
    void answer(ApiException error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponses.write(request, response, error);
    }
}
