package dev.serai.balancing.wall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.EventReader;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer as the gateway's caller has it.
 *
 * @param millis from the request to the last byte
 */
record Heard(HttpResponse<String> response, boolean stream, long millis) {

    private static final String DATA = "data: ";

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Everything that came, headers included. */
    String all() {
        return response.headers().map() + "\n" + response.body();
    }

    /** Whether it is a stream of events: a streamed request that is refused gets a whole error. */
    private boolean isEvents() {
        return stream && header("content-type").startsWith("text/event-stream");
    }

    /** The text of all pieces. */
    String text() {
        return isEvents()
                ? choices()
                        .map(choice -> choice.path("delta").path("content").asText(""))
                        .collect(Collectors.joining())
                : json().path("choices").path(0).path("message").path("content").asText();
    }

    /** Why it ended, once for each time that this is said. */
    List<String> finishes() {
        return (isEvents() ? choices() : Stream.of(json().path("choices").path(0)))
                .map(choice -> choice.path("finish_reason"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    String model() {
        return nodes().get(0).path("model").asText();
    }

    /** Its usage; missing if it says none. */
    JsonNode usage() {
        return nodes().stream()
                .map(node -> node.path("usage"))
                .filter(JsonNode::isObject)
                .reduce((first, last) -> last)
                .orElse(Json.MAPPER.missingNode());
    }

    JsonNode error() {
        return json().path("error");
    }

    /** What a client library would stumble over, or a reader would wonder at; empty if it is well-formed. */
    List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        nodes().stream().filter(node -> node.has("error")).forEach(node -> flaws.add("error: " + node.path("error")));
        if (isEvents()) {
            streamFlaws(flaws);
        } else if (stream) {
            flaws.add("no stream but " + header("content-type"));
        }
        return flaws;
    }

    private void streamFlaws(List<String> flaws) {
        for (String member : List.of("id", "created", "model", "object")) {
            List<String> values = distinct(node -> node.path(member).asText());
            if (values.size() != 1) {
                flaws.add(member + ": " + values);
            }
        }
        long roles =
                choices().filter(choice -> choice.path("delta").has("role")).count();
        if (roles != 1) {
            flaws.add("roles: " + roles);
        }
        if (finishes().size() != 1) {
            flaws.add("finishes: " + finishes());
        }
        if (count(node -> node.path("usage").isObject()) != 1) {
            flaws.add("usages: " + count(node -> node.path("usage").isObject()));
        }
        if (textAfterFinish()) {
            flaws.add("text after the finish");
        }
        List<String> events = events();
        if (!events.get(events.size() - 1).equals(EventReader.DONE)
                || events.indexOf(EventReader.DONE) < events.size() - 1) {
            flaws.add("[DONE] is not last, or not once");
        }
    }

    private boolean textAfterFinish() {
        return choices()
                .dropWhile(choice -> !choice.path("finish_reason").isTextual())
                .skip(1)
                .anyMatch(choice ->
                        !choice.path("delta").path("content").asText("").isEmpty());
    }

    private List<String> distinct(Function<JsonNode, String> member) {
        return nodes().stream()
                .filter(node -> !node.has("error"))
                .map(member)
                .distinct()
                .toList();
    }

    private long count(Predicate<JsonNode> wanted) {
        return nodes().stream().filter(wanted).count();
    }

    private Stream<JsonNode> choices() {
        return nodes().stream().map(node -> node.path("choices").path(0));
    }

    /** Events, as they came; comments are none. */
    private List<String> events() {
        return Stream.of(response.body().split("\n\n"))
                .filter(event -> event.startsWith(DATA))
                .toList();
    }

    /** The JSON of each event, or of the whole answer. */
    private List<JsonNode> nodes() {
        if (!isEvents()) {
            return List.of(json());
        }
        return events().stream()
                .filter(event -> !event.equals(EventReader.DONE))
                .map(event -> parse(event.substring(DATA.length())))
                .toList();
    }

    private JsonNode json() {
        return parse(response.body());
    }

    private static JsonNode parse(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
