package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A request in the words of a client that speaks another format than OpenAI's: as it came, for providers that speak it, too,
 * and as a chat for all others. Nobody pays for a chat that nobody asks for.
 */
public interface Original {

    /**
     * What was said before a request.
     *
     * @param told what transforms see of it as {@code $history}
     * @param provider who remembers it, too; null if nobody does
     * @param input all that is asked now, a JSON array
     */
    record Past(JsonNode told, String provider, String input) {

        /** Whether its provider gets the request as it came: not where the gateway has promised an answer of its own. */
        public boolean isAsSaid() {
            return !told.hasNonNull("id");
        }
    }

    /** The operation by which a provider says that it takes the request as it is: {@code messages}. */
    String operation();

    /** Its members as they came. */
    RawObject members();

    /**
     * Its members for a provider that takes them as they are: where it goes on from what only the gateway remembers, that is
     * among them.
     *
     * @throws ApiException 400 if it asks nothing
     */
    default RawObject members(String provider) {
        return members();
    }

    /** Has it go on from this. */
    default void remembers(Past past) {
        throw new IllegalStateException("Nothing is known of what goes before a request of " + operation());
    }

    /** What it goes on from; null if from nothing. */
    default Past past() {
        return null;
    }

    /** A header that came with it, name in lower case; null if it has none. */
    String header(String name);

    /**
     * What it asks, in OpenAI's words; made once.
     *
     * @throws ApiException 400 if it asks for something that only its own format has
     */
    ApiRequest chat();

    /** What of it has no place in a chat. */
    default List<String> dropped() {
        return List.of();
    }

    /** What is to be known of it when it is answered. */
    default JsonNode state() {
        return Json.MAPPER.createObjectNode();
    }
}
