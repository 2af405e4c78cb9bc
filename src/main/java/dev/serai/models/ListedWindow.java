package dev.serai.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How many tokens a model takes, as a server's list of models says it. */
final class ListedWindow {

    /** The names that servers have for it. */
    private static final List<String> WINDOWS =
            List.of("context_window", "context_length", "max_model_len", "max_context_length");

    /** What a list says beyond these is no context window that anybody means. */
    private static final long SMALLEST_WINDOW = 1 << 10;

    private static final long LARGEST_WINDOW = 1 << 30;

    private ListedWindow() {}

    /** That of a model; 0 where nothing is said that can be meant. */
    static long of(JsonNode model) {
        for (String name : WINDOWS) {
            long said = model.path(name).asLong();
            if (said >= SMALLEST_WINDOW && said <= LARGEST_WINDOW) {
                return said;
            }
        }
        return 0;
    }
}
