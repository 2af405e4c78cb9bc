package dev.serai.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;

/**
 * Whether a request is what its client said: the work on one that is answered later begins with that, and what steps had made of it
 * before would be undone without a word.
 */
final class Unchanged {

    private Unchanged() {}

    /**
     * Looks at one.
     *
     * @throws IllegalStateException if it is not
     */
    static void require(ApiRequest asked) throws JsonProcessingException {
        RawObject said = asked.original().members();
        boolean same = asked.said() == said
                || asked.members()
                        .tree()
                        .equals(asked.original().chat().members().tree());
        if (!same || !isNamed(said.get("model"), asked.model())) {
            throw new IllegalStateException("A step before 'answerLater' has changed the request: have that done in"
                    + " policies/responses-later.camel.yaml, where the work on it begins, and not before");
        }
    }

    private static boolean isNamed(RawObject.Slice said, String model) throws JsonProcessingException {
        return said == null
                || Json.parse(said.source(), said.start(), said.length())
                        .asText()
                        .equals(model);
    }
}
