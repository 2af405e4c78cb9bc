package dev.serai.console;

import dev.serai.admin.Faults;
import dev.serai.http.ErrorFormat;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Errors of the console, as pages. */
@Component
final class PageErrors implements ErrorFormat {

    @Override
    public String contentType() {
        return PageView.TYPE;
    }

    /** Its page. */
    @Override
    public PageView body(HttpServletRequest request, ApiException error) {
        HttpStatus status = HttpStatus.resolve(error.status());
        List<Faults.Fault> faults = error instanceof Faults.Invalid invalid ? invalid.faults() : List.of();
        return new PageView(
                "error",
                null,
                status == null ? "Error" : status.getReasonPhrase(),
                new ErrorModel(error.status(), error.getMessage(), faults),
                HttpStatus.OK);
    }

    @Override
    public byte[] bytes(HttpServletRequest request, ApiException error) {
        return body(request, error).render(request);
    }
}
