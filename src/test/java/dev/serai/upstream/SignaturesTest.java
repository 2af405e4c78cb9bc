package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only one provider can read, in conversations that go on with another. */
class SignaturesTest {

    private static final String SIGNED = "call_abc123__thought__" + "Q".repeat(300);
    private static final String LONG = "call_" + "x".repeat(60);
    private static final String BLOCK = "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"c2ln\"}";

    @ParameterizedTest
    @MethodSource("dev.serai.upstream.ProviderContract#providers")
    void signedId_isTheSameShortOneInCallAndResult(String provider) throws IOException {
        for (String id : new String[] {SIGNED, LONG, "c1__thought__s", "__thought__s"}) {
            JsonNode messages = edited(provider, conversation(id, "")).path("messages");
            String call = messages.at("/1/tool_calls/0/id").asText();
            assertThat(messages.at("/2/tool_call_id").asText()).isEqualTo(call);
            if (WireFixtures.provider(provider).can("signed_calls")) {
                assertThat(call).isEqualTo(id);
            } else {
                assertThat(call).isNotEmpty().hasSizeLessThanOrEqualTo(40).doesNotContain("__thought__");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.serai.upstream.ProviderContract#providers")
    void thoughtsOfAnotherProvider_areNotSent(String provider) throws IOException {
        JsonNode sent = edited(provider, conversation("call_1", ",\"thinking_blocks\":[" + BLOCK + "]"));
        assertThat(sent.at("/messages/1").has("thinking_blocks"))
                .isEqualTo(WireFixtures.provider(provider).can("thinking_blocks"));
        assertThat(sent.at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_1");
    }

    @ParameterizedTest
    @MethodSource("dev.serai.upstream.ProviderContract#providers")
    void signaturesBesideTextAndCalls_areForThoseWhoReadThem(String provider) throws IOException {
        String sealed = "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}";
        boolean reads = WireFixtures.provider(provider).can("signed_calls");

        JsonNode said = edited(provider, conversation("call_1", "," + sealed)).at("/messages/1");
        assertThat(said.has("extra_content")).isEqualTo(reads);
        JsonNode called = edited(provider, conversation("call_1", "").replace("{\"id\":", "{" + sealed + ",\"id\":"))
                .at("/messages/1/tool_calls/0");
        assertThat(called.path("id").asText()).isEqualTo("call_1");
        assertThat(called.has("extra_content")).isEqualTo(reads);
    }

    @Test
    void differentLongIds_stayDifferent() throws IOException {
        String first = edited("openai", conversation(LONG, ""))
                .at("/messages/1/tool_calls/0/id")
                .asText();
        String other = edited("openai", conversation(LONG + "y", ""))
                .at("/messages/1/tool_calls/0/id")
                .asText();
        assertThat(first).isNotEqualTo(other);
    }

    @Test
    void messagesWithoutThem_areTheSameBytes() throws IOException {
        byte[] body = conversation("call_1", "").replace(",", " ,\n ").getBytes(StandardCharsets.UTF_8);
        ApiRequest asked = RequestScanner.scan("chat", body);
        assertThat(asked.signed()).isFalse();
        var before = asked.members().get("messages");
        RequestEdits.apply(asked.members(), asked, WireFixtures.provider("openai"), "m", Memory.UNCOUNTED);
        assertThat(asked.members().get("messages")).isSameAs(before);
    }

    private static JsonNode edited(String provider, String body) throws IOException {
        ApiRequest asked = RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8));
        RequestEdits.apply(asked.members(), asked, WireFixtures.provider(provider), "m", Memory.UNCOUNTED);
        return asked.members().tree();
    }

    private static String conversation(String id, String more) {
        return """
            {"model":"m","messages":[{"role":"user","content":"Hi"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"%s","type":"function",
            "function":{"name":"f","arguments":"{}"}}]%s},
            {"role":"tool","tool_call_id":"%s","content":"4"}]}""".formatted(id, more, id);
    }
}
