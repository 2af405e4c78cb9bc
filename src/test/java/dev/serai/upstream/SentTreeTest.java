package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.provider.Unsent;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What transforms of requests say beside the request, and callers in their place cannot. */
class SentTreeTest {

    private static final String SAID = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
            + "\"x-serai-state\":\"mine\",\"x-serai-dropped-params\":[\"mine\"]}";

    private final Provider provider =
            new Provider(Map.of("provider", "acme", "baseUrl", "https://acme.example"), ModelRules.NONE);
    private final Map<String, JsonNode> facts = new HashMap<>(Map.of("state", Json.MAPPER.createObjectNode()));
    private final Unsent unsent = new Unsent();

    private JsonNode sent(String transform) {
        ApiRequest asked = RequestScanner.scan("chat", SAID.getBytes(StandardCharsets.UTF_8));
        ObjectNode request = asked.members().tree();
        Expression compiled = Parser.compileString(transform);
        return SentTree.of(provider, asked, compiled, facts, request, unsent);
    }

    @Test
    void callersMembersOfOurNames_areNotTheTransforms() {
        JsonNode sent = sent("{\"more\": 1, * : .}");

        assertThat(sent.has("x-serai-state")).isFalse();
        assertThat(sent.has("x-serai-dropped-params")).isFalse();
        assertThat(facts.get("state").isObject()).isTrue();
        assertThat(unsent.names()).isEmpty();
    }

    @Test
    void transformsMembers_areTaken() {
        JsonNode sent = sent("{\"x-serai-state\": {\"a\": 1}, \"x-serai-dropped-params\": [\"user\"], * : .}");

        assertThat(sent.has("x-serai-state")).isFalse();
        assertThat(facts.get("state").path("a").asInt()).isEqualTo(1);
        assertThat(List.copyOf(unsent.names())).containsExactly("user");
    }
}
