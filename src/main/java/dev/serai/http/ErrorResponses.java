package dev.serai.http;

import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes OpenAI's error object where no route is there to do it. */
public final class ErrorResponses {

    private ErrorResponses() {}

    public static void write(HttpServletRequest request, HttpServletResponse response, ApiException error)
            throws IOException {
        byte[] body = Json.bytes(error.body());
        response.setStatus(error.status());
        error.headers().forEach(response::setHeader);
        Envelope.overhead(request, response);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
