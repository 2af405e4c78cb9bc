package dev.serai.test;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What the client got: a whole answer, or a stream to its end. */
public record TestAnswer(int status, HttpHeaders headers, String body) {

    /** A whole answer or an error. */
    public JsonNode json() throws IOException {
        return Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    /** What the model said, also in a stream; for anything else than an answer, an error. */
    public String text() throws IOException {
        if (status != 200) {
            throw new AssertionError("HTTP " + status + ": " + body);
        }
        if (!body.startsWith("data:") && !body.startsWith(":")) {
            return json().at("/choices/0/message/content").asText();
        }
        StringBuilder text = new StringBuilder();
        for (String line : body.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                byte[] event = line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
                text.append(Json.parse(event).at("/choices/0/delta/content").asText());
            }
        }
        return text.toString();
    }

    /** A header, null if there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }
}
