package dev.serai.http;

import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a controller throws is answered like what a route throws. */
@RestControllerAdvice
class ControllerErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerErrors.class);
    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    void answer(ApiException error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponses.write(request, response, error);
    }

    /** The database is away, or was for this request: its own words are for the log. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    void answer(RuntimeException failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("The database failed at {} {}", request.getMethod(), request.getRequestURI(), failure);
        ErrorResponses.write(
                request,
                response,
                new ApiException(
                                503,
                                "server_error",
                                "database_unavailable",
                                null,
                                "The database cannot be used now; nothing was changed")
                        .header("Retry-After", RETRY_SECONDS));
    }
}
