package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be done with the fields of requests to a provider, as its file says it. */
public final class FieldRules {

    private static final Fields ALL = Fields.of(Set.of());

    private final Set<String> drop;
    private final Map<String, String> rename;
    private final Fields lost;
    private final Map<String, Fields> known = new HashMap<>();

    /**
     * Takes the rules.
     *
     * @param drop fields that it refuses; those with a path are only told, its transform leaves them out
     * @param rename OpenAI's names -> its
     * @param known the fields that it knows, by operation; none for all
     */
    FieldRules(Set<String> drop, Map<String, String> rename, Map<String, Set<String>> known) {
        this.drop = drop.stream()
                .filter(name -> name.indexOf('.') < 0)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.rename = rename;
        this.lost =
                Fields.of(drop.stream().filter(name -> name.indexOf('.') >= 0).toList());
        known.forEach((operation, names) -> this.known.put(operation, Fields.of(names)));
    }

    static FieldRules of(ProviderParameters parameters) {
        return new FieldRules(
                parameters.words("drop"),
                parameters.pairs("rename"),
                Map.of(
                        "chat",
                        parameters.words("chatFields"),
                        ApiRequest.COUNT,
                        parameters.words("chatFields"),
                        "embeddings",
                        parameters.words("embeddingsFields")));
    }

    /** Request fields that it refuses: removed on purpose and named to the caller; those too that the settings of a model add. */
    public Set<String> drop(JsonNode settings) {
        JsonNode more = settings.path("drop");
        if (more.isEmpty()) {
            return drop;
        }
        Set<String> all = new LinkedHashSet<>(drop);
        more.forEach(name -> all.add(name.asText()));
        return all;
    }

    /** Request fields that it knows by another name: OpenAI's -> its; those too that the settings of a model add. */
    public Map<String, String> rename(JsonNode settings) {
        JsonNode more = settings.path("rename");
        if (more.isEmpty()) {
            return rename;
        }
        Map<String, String> all = new LinkedHashMap<>(rename);
        more.properties().forEach(name -> all.put(name.getKey(), name.getValue().asText()));
        return all;
    }

    /** The fields that are known in an operation; empty for all. */
    public Fields known(String operation) {
        return known.getOrDefault(operation, ALL);
    }

    /** Tells what of a request's objects does not reach the provider. */
    public void tellLost(JsonNode request, String operation, Unsent unsent) {
        lost.tellThese(request, unsent);
        known(operation).tellOthers(request, unsent);
    }
}
