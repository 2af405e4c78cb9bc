package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.Provider;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streamed chats, complete and broken. */
class ProviderContractStreamTest extends ProviderContract {

    static Stream<String> streamingProviders() throws IOException {
        return providersThatCan("streaming");
    }

    static Stream<String> toolProviders() throws IOException {
        return streamingProviders().filter(name -> provider(name).can("tools"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void streamedChat_isOpenAis(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");

        HttpResponse<String> response = ask(provider, payload, whole(payload), USAGE);

        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(UPSTREAM.last().path()).isEqualTo(path(provider, "chat", true, payload.model()));
        assertChunks(payload.chunks(), response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void usage_isShownOnlyIfAskedFor(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");

        HttpResponse<String> response = ask(provider, payload, whole(payload), "\"stream\":true");

        assertChunks(withoutUsage(payload.chunks()), response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void usage_isAlwaysAskedForWhereItMustBe(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");
        Provider file = provider(provider);
        boolean must = speaksOpenAi(provider)
                && !file.fields().drop(file.settings(payload.model())).contains("stream_options");

        ask(provider, payload, whole(payload), "\"stream\":true");

        assertThat(sentUpstream().at("/stream_options/include_usage").asBoolean())
                .isEqualTo(must);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("toolProviders")
    void toolCalls_areOpenAis(String provider) throws Exception {
        ProviderContractPayload payload = ProviderContractPayload.tools(provider, "stream");

        HttpResponse<String> response = ask(provider, payload, whole(payload), TOOLS, USAGE);

        assertChunks(payload.chunks(), response);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void malformedEvents_endInAnError(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");
        Script malformed = Script.stream()
                .send(payload.firstHalf())
                .send("data: {\"id\":\"x\",\"choices\":[{\n\n".repeat(2))
                .end();

        JsonNode error = assertBrokenOff(ask(provider, payload, malformed, USAGE));

        assertThat(error.path("code").asText()).isEqualTo("upstream_stream_garbled");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void resetConnection_endsInAnError(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");
        Script reset = Script.stream().send(payload.firstHalf()).pause(100).reset();

        JsonNode error = assertBrokenOff(ask(provider, payload, reset, USAGE));

        assertThat(error.path("code").asText()).isEqualTo("upstream_stream_truncated");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void endBeforeTheFinish_isAnError(String provider) throws Exception {
        ProviderContractPayload payload = text(provider, "stream");
        Script early = Script.stream().send(payload.firstHalf()).end();

        JsonNode error = assertBrokenOff(ask(provider, payload, early, USAGE));

        assertThat(error.path("code").asText()).isEqualTo("upstream_stream_truncated");
    }

    /** The whole stream in small pieces: events and characters are split anywhere. */
    private static Script whole(ProviderContractPayload payload) {
        return Script.stream().dribble(payload.sent(), 29).end();
    }

    private HttpResponse<String> ask(String provider, ProviderContractPayload payload, Script script, String... members)
            throws Exception {
        UPSTREAM.answer(script);
        return post(CHAT, chatWith(provider, payload, members));
    }

    private static List<JsonNode> withoutUsage(List<JsonNode> chunks) {
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            if (chunk instanceof ObjectNode object) {
                boolean usageOnly = object.path("choices").isEmpty();
                object.remove("usage");
                if (usageOnly) {
                    continue;
                }
            }
            kept.add(chunk);
        }
        return kept;
    }
}
