package dev.serai.stream;

import dev.serai.wire.Memory;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the events of a stream are told apart. */
public enum StreamFormat {
    /** Server-sent events. */
    EVENTS,
    /** A JSON value a line (NDJSON, JSON Lines): each line that is not blank is the data of an event. */
    LINES,
    /** Binary frames: {@link FrameParser}. */
    FRAMES,
    /** No events: bytes as they come, of sound. */
    BYTES;

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
        return switch (type) {
            case "text/event-stream" -> Optional.of(EVENTS);
            case "application/vnd.amazon.eventstream" -> Optional.of(FRAMES);
            default -> OF_LINES.contains(type) ? Optional.of(LINES) : Optional.empty();
        };
    }

    /**
     * Reads the events of a stream.
     *
     * @param most bytes that the whole stream may have
     * @param memory what a large event is taken of while it comes and is worked with
     */
    StreamEvents events(InputStream in, long most, Memory memory) {
        return switch (this) {
            case EVENTS, LINES -> new SseParser(in, this, most, memory);
            case FRAMES -> new FrameParser(in, most, memory);
            case BYTES -> new ByteParts(in, most);
        };
    }
}
