package dev.serai.stream;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the events of a stream are told apart. */
public enum StreamFormat {
    /** Server-sent events. */
    EVENTS,
    /** No events: bytes as they come, of sound. */
    BYTES,

    /** A JSON value a line (NDJSON, JSON Lines): each line that is not blank is the data of an event. */
    LINES;

    private static final Set<String> OF_LINES = Set.of(
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonl",
            "application/jsonlines",
            "application/x-jsonlines",
            "application/json-lines",
            "application/stream+json",
            "application/x-json-stream");

    /** That of a content type; none if it is no stream's. */
    public static Optional<StreamFormat> of(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("text/event-stream")
                ? Optional.of(EVENTS)
                : OF_LINES.contains(type) ? Optional.of(LINES) : Optional.empty();
    }
}
