package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Ranks documents by how many of the query's words they have. */
final class Ranking {

    private static final int MOST_DOCUMENTS = 10_000;
    private static final int DOCUMENTS_OF_A_SEARCH = 100;

    private Ranking() {}

    static ObjectNode of(JsonNode request, Fingerprint fingerprint) {
        JsonNode documents = request.path("documents");
        if (documents.size() > MOST_DOCUMENTS) {
            throw ApiException.badRequest(
                    "invalid_value", "documents", "'documents' must be at most " + MOST_DOCUMENTS);
        }
        int most = request.path("top_n").asInt(documents.size());
        if (most < 1) {
            throw ApiException.badRequest("invalid_value", "top_n", "'top_n' must be at least 1");
        }
        ObjectNode answer = Json.MAPPER.createObjectNode().put("object", "list").put("id", fingerprint.id("rerank-"));
        answer.put("model", request.path("model").asText());
        ArrayNode results = answer.putArray("results");
        ranked(request.path("query").asText(), documents).stream().limit(most).forEach(results::add);
        int tokens = Tokenizer.count(request.path("query").asText());
        for (JsonNode document : documents) {
            tokens += Tokenizer.count(text(document));
        }
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        answer.putObject("meta")
                .putObject("billed_units")
                .put("search_units", (documents.size() + DOCUMENTS_OF_A_SEARCH - 1) / DOCUMENTS_OF_A_SEARCH);
        return answer;
    }

    /** The places of documents, the best first, each with its score. */
    static List<ObjectNode> ranked(String query, JsonNode documents) {
        Set<String> wanted = words(query);
        List<ObjectNode> results = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Set<String> has = words(text(documents.get(i)));
            has.retainAll(wanted);
            double score = wanted.isEmpty() ? 0 : (double) has.size() / wanted.size();
            results.add(Json.MAPPER.createObjectNode().put("index", i).put("relevance_score", score));
        }
        results.sort(Comparator.comparingDouble(
                        (ObjectNode result) -> result.path("relevance_score").asDouble())
                .reversed());
        return results;
    }

    private static String text(JsonNode document) {
        return document.isTextual()
                ? document.textValue()
                : document.path("text").asText("");
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Tokenizer.of(text.toLowerCase(Locale.ROOT)).forEach(word -> words.add(word.strip()));
        return words;
    }
}
