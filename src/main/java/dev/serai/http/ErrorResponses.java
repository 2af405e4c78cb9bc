package dev.serai.http;

import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes errors where no route is there to do it: as OpenAI's error object, or in the request's {@link ErrorFormat}. */
public final class ErrorResponses {

    private ErrorResponses() {}

    /** Answers a request with an error. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ApiException error)
            throws IOException {
        Object format = request.getAttribute(ErrorFormat.class.getName());
        if (format instanceof ErrorFormat own) {
            own.headers(error).forEach(response::setHeader);
            write(request, response, error, own.contentType(), own.bytes(request, error));
        } else {
            write(request, response, error, "application/json", Json.bytes(error.body()));
        }
    }

    private static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ApiException error,
            String contentType,
            byte[] body)
            throws IOException {
        response.setStatus(error.status());
        error.headers().forEach(response::setHeader);
        Envelope.overhead(request, response);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
