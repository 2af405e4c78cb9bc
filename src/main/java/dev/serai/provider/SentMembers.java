package dev.serai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.RawObject;
import java.util.Map;
import java.util.Set;

/**
 * What a provider's requests say besides, and what they do not say, in whichever format they are.
 *
 * @param added members by name, where a request has none of that name
 * @param left names of members that it does not have; the model's stays where the path does not say it
 */
public record SentMembers(Map<String, String> added, Set<String> left) {

    static SentMembers of(ProviderParameters parameters) {
        return new SentMembers(parameters.pairs("sent"), parameters.words("unsent"));
    }

    /** Edits what a transform has made. */
    public void apply(ObjectNode request, boolean modelInPath) {
        added.forEach((name, value) -> {
            if (!request.has(name)) {
                request.put(name, value);
            }
        });
        left.stream().filter(name -> isLeft(name, modelInPath)).forEach(request::remove);
    }

    /** Edits what goes as it came. */
    public void apply(RawObject request, boolean modelInPath) {
        added.forEach((name, value) -> {
            if (request.get(name) == null) {
                request.put(name, (Object) value);
            }
        });
        left.stream().filter(name -> isLeft(name, modelInPath)).forEach(request::remove);
    }

    private static boolean isLeft(String name, boolean modelInPath) {
        return modelInPath || !name.equals("model");
    }
}
