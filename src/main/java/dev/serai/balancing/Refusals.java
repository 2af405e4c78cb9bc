package dev.serai.balancing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.SaidAnswer;
import dev.serai.upstream.UpstreamErrors;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What is done when a provider's content policy refuses a prompt: mostly that is the caller's to know. */
public enum Refusals {
    /** The caller gets the refusal. */
    PASS,
    /** The next target is asked. */
    FAILOVER;

    private static final String FILTERED = "content_filter";

    private static final long LARGEST = 1 << 20;

    /** The one of this name. */
    static Optional<Refusals> named(String name) {
        return switch (name) {
            case "pass" -> Optional.of(PASS);
            case "failover" -> Optional.of(FAILOVER);
            default -> Optional.empty();
        };
    }

    /** Whether an error object is a content policy's. */
    static boolean isRefusal(JsonNode error) {
        return UpstreamErrors.POLICY.contains(error.path("code").asText());
    }

    /** Whether another target is to be asked: it was refused, by an error or by a whole answer without any text. */
    boolean routeAround(Exchange attempt) {
        if (this == PASS) {
            return false;
        }
        ApiException error = attempt.getException(ApiException.class);
        return error == null
                ? whole(attempt.getMessage().getBody()) instanceof byte[] answer && isFiltered(answer)
                : error.code() != null && UpstreamErrors.POLICY.contains(error.code());
    }

    private static Object whole(Object body) {
        return body instanceof SaidAnswer said ? said.chat() : body;
    }

    private static boolean isFiltered(byte[] answer) {
        if (TreeSize.of(answer) > LARGEST) {
            return false; // it says something
        }
        try {
            JsonNode choices = Json.parse(answer).path("choices");
            for (JsonNode choice : choices) {
                if (!choice.path("finish_reason").asText().equals(FILTERED)
                        || !choice.path("message").path("content").asText("").isEmpty()) {
                    return false;
                }
            }
            return !choices.isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
