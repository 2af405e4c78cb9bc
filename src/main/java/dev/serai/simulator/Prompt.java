package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One prompt of a completions request, or one input of an embeddings request: text, or numbers that are tokens. */
record Prompt(String text, int tokens) {

    /** Reads a string, a list of strings, a list of numbers (one prompt), or a list of such lists. */
    static List<Prompt> list(JsonNode value) {
        if (!value.isArray() || value.isEmpty() || value.path(0).isNumber()) {
            return List.of(one(value));
        }
        List<Prompt> prompts = new ArrayList<>();
        value.forEach(element -> prompts.add(one(element)));
        return prompts;
    }

    private static Prompt one(JsonNode value) {
        return value.isArray()
                ? new Prompt(value.toString(), value.size())
                : new Prompt(value.asText(""), Tokenizer.count(value.asText("")));
    }
}
