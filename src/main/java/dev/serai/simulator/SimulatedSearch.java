package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds what is in the files of a vector store by how many of the query's words it has. */
record SimulatedSearch(SimulatedObjects objects) {

    private static final int PASSAGE = 2000;
    private static final int MOST_PASSAGES = 5000;
    private static final int MOST_FOUND = 50;
    private static final int FOUND = 10;
    private static final String MOST = "max_num_results";

    private record Passage(ObjectNode file, String text) {}

    ObjectNode answer(SimulatedRequest request) {
        objects.get(SimulatedKind.VECTOR_STORE, "", request.id());
        ObjectNode said = request.json();
        if (said.has("filters")) {
            throw ApiException.badRequest("unsupported_parameter", "filters", "The simulator has no filters");
        }
        int most = said.path(MOST).asInt(FOUND);
        if (most < 1 || most > MOST_FOUND) {
            throw ApiException.badRequest(
                    "invalid_value", MOST, "'max_num_results' must be between 1 and " + MOST_FOUND);
        }
        ArrayNode queries = Json.MAPPER.createArrayNode();
        if (said.path("query").isArray()) {
            said.path("query").forEach(each -> queries.add(each.asText()));
        } else {
            queries.add(request.required("query"));
        }
        ObjectNode page = page("vector_store.search_results.page");
        page.set("search_query", queries);
        List<Passage> passages = passages(request.id());
        ArrayNode texts = Json.MAPPER.createArrayNode();
        passages.forEach(passage -> texts.add(passage.text));
        double least = said.at("/ranking_options/score_threshold").asDouble(0);
        Ranking.ranked(words(queries), texts).stream()
                .filter(it -> it.path("relevance_score").asDouble() > 0)
                .filter(it -> it.path("relevance_score").asDouble() >= least)
                .limit(most)
                .forEach(it -> found(
                        page.withArray("data").addObject(),
                        passages.get(it.path("index").asInt()),
                        it.get("relevance_score")));
        return page;
    }

    private static String words(ArrayNode queries) {
        StringBuilder words = new StringBuilder();
        queries.forEach(query -> words.append(query.asText()).append(' '));
        return words.toString();
    }

    private void found(ObjectNode result, Passage passage, JsonNode score) {
        ObjectNode file = passage.file;
        String id = file.path("id").asText();
        result.put("file_id", id)
                .put(
                        "filename",
                        objects.get(SimulatedKind.FILE, "", id).path("filename").asText())
                .set("score", score);
        result.set("attributes", file.get("attributes"));
        result.putArray("content").addObject().put("type", "text").put("text", passage.text);
    }

    /** What is in a file of a store, in one piece. */
    ObjectNode content(SimulatedRequest request) {
        objects.get(SimulatedKind.SEARCHED_FILE, request.id(), request.secondId());
        ObjectNode page = page("vector_store.file_content.page");
        page.withArray("data").addObject().put("type", "text").put("text", text(request.secondId()));
        return page;
    }

    private static ObjectNode page(String object) {
        ObjectNode page = Json.MAPPER.createObjectNode().put("object", object);
        page.putArray("data");
        return page.put("has_more", false).putNull("next_page");
    }

    private String text(String file) {
        return new String(objects.content(SimulatedKind.FILE, "", file), StandardCharsets.UTF_8);
    }

    /** A file that has gone meanwhile is not searched. */
    private List<Passage> passages(String store) {
        List<Passage> passages = new ArrayList<>();
        for (ObjectNode file : objects.list(SimulatedKind.SEARCHED_FILE, store)) {
            String id = file.path("id").asText();
            String text = objects.has(SimulatedKind.FILE, "", id) ? text(id) : "";
            for (int i = 0; i < text.length() && passages.size() < MOST_PASSAGES; i += PASSAGE) {
                passages.add(new Passage(file, text.substring(i, Math.min(text.length(), i + PASSAGE))));
            }
        }
        return passages;
    }
}
