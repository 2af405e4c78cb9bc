package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has ranked documents in one form, whoever ranked them: the best first, with their texts where those are wanted. */
final class RerankAnswer {

    private static final Comparator<JsonNode> BEST_FIRST = Comparator.comparingDouble(
                    (JsonNode result) -> result.path("relevance_score").asDouble())
            .reversed()
            .thenComparingInt(result -> result.path("index").asInt());

    private RerankAnswer() {}

    /**
     * Finishes an answer.
     *
     * @param memory what the request's documents are taken of
     * @throws JsltException if nothing is ranked in it
     */
    static ObjectNode finish(ObjectNode answer, ApiRequest asked, Memory memory) {
        if (!answer.path("results").isArray()) {
            throw new JsltException("documents that are not ranked");
        }
        List<JsonNode> results = new ArrayList<>();
        Set<Integer> ranked = new HashSet<>();
        for (JsonNode result : answer.path("results")) {
            if (ranked.add(result.path("index").asInt(-1))) { // each once: its document is put to it below
                results.add(result);
            }
        }
        results.sort(BEST_FIRST);
        ArrayNode sorted = answer.putArray("results").addAll(results);
        RawObject.Slice wanted = asked.members().get("return_documents");
        if (wanted != null && wanted.is("true") && results.stream().anyMatch(result -> !result.has("document"))) {
            addDocuments(sorted, asked.members().get("documents"), memory);
        }
        return answer;
    }

    private static void addDocuments(ArrayNode results, RawObject.Slice documents, Memory memory) {
        memory.take(TreeSize.of(documents.source(), documents.start(), documents.end()));
        try {
            JsonNode texts = Json.parse(documents.source(), documents.start(), documents.length());
            for (JsonNode result : results) {
                JsonNode text = texts.path(result.path("index").asInt(-1));
                if (result instanceof ObjectNode object && !object.has("document") && !text.isMissingNode()) {
                    object.set(
                            "document",
                            text.isTextual() ? Json.MAPPER.createObjectNode().set("text", text) : text);
                }
            }
        } catch (JsonProcessingException e) {
            throw InvalidJson.within("documents", e);
        }
    }
}
