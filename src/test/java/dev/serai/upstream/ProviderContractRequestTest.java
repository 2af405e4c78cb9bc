package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.Provider;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider cannot do is refused, and what it is not told is named: nothing is lost in silence. */
class ProviderContractRequestTest extends ProviderContract {

    private static final String PART = """
            "messages":[{"role":"user","content":[{"type":"text","text":"?"},{"type":"%s","%s":%s}]}]""";

    /** A request member that needs a capability, and the path that the refusal names. */
    private record Need(String member, String param) {}

    private static final Map<String, Need> NEEDS = Map.of(
            "streaming", new Need("\"stream\":true", "stream"),
            "tools", new Need(TOOLS, "tools"),
            "custom_tools", new Need("\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}]", "tools[0].type"),
            "hosted_tools", new Need("\"tools\":[{\"type\":\"web_search_preview\"}]", "tools[0]"),
            "vision", part("image_url", "{\"url\":\"data:image/png;base64,AAAA\"}"),
            "audio", part("input_audio", "{\"data\":\"AAAA\",\"format\":\"wav\"}"),
            "files", part("file", "{\"file_data\":\"data:application/pdf;base64,AAAA\",\"filename\":\"a.pdf\"}"),
            "n", new Need("\"n\":2", "n"),
            "json_object", new Need("\"response_format\":{\"type\":\"json_object\"}", "response_format.type"),
            "json_schema",
                    new Need(
                            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\","
                                    + "\"schema\":{\"type\":\"object\"}}}",
                            "response_format.type"));

    /** Values for fields that providers drop; "x" is one for any other. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("audio", "{\"voice\":\"alloy\",\"format\":\"wav\"}"),
            Map.entry("best_of", "2"),
            Map.entry("echo", "true"),
            Map.entry("frequency_penalty", "0.5"),
            Map.entry("logit_bias", "{\"50256\":-100}"),
            Map.entry("logprobs", "true"),
            Map.entry("metadata", "{\"k\":\"v\"}"),
            Map.entry("modalities", "[\"text\"]"),
            Map.entry("prediction", "{\"type\":\"content\",\"content\":\"a\"}"),
            Map.entry("presence_penalty", "0.5"),
            Map.entry("max_completion_tokens", "5"),
            Map.entry("max_tokens", "5"),
            Map.entry("seed", "1"),
            Map.entry("stop", "[\"END\"]"),
            Map.entry("store", "true"),
            Map.entry("temperature", "0.5"),
            Map.entry("top_k", "5"),
            Map.entry("top_logprobs", "2"),
            Map.entry("top_p", "0.5"),
            Map.entry("web_search_options", "{}"));

    /** Fields whose presence alone asks for nothing: they are dropped without a word. */
    private static final Set<String> SILENT = Set.of("n", "parallel_tool_calls", "stream_options");

    static Stream<Arguments> lacking() throws IOException {
        return providers()
                .flatMap(provider -> NEEDS.keySet().stream()
                        .sorted()
                        .filter(capability -> !provider(provider).can(capability))
                        // a tool of another type is a tool first
                        .filter(capability -> !capability.endsWith("_tools")
                                || provider(provider).can("tools"))
                        .map(capability -> Arguments.of(provider, capability)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void declaredCapabilities_areKnown(String provider) {
        // needs of ours, not of callers
        String wanted =
                provider(provider).parameter("capabilities").replaceAll(" (prefill|signed_calls|thinking_blocks)", "");
        assertThat(wanted.split(" ", -1)).isSubsetOf(NEEDS.keySet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lacking")
    void lackingCapability_isRefused(String provider, String capability) throws Exception {
        Need need = NEEDS.get(capability);
        ProviderContractPayload payload = text(provider, "response");
        UPSTREAM.answer(Script.json(200, payload.sent()));
        String body = need.member.contains("\"messages\"")
                ? "{\"model\":\"" + provider + "/" + payload.model() + "\"," + need.member + "}"
                : chatWith(provider, payload, need.member);

        HttpResponse<String> response = post(CHAT, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("code").asText()).isEqualTo("unsupported_parameter");
        assertThat(error(response).path("param").asText()).isEqualTo(need.param);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void droppedFields_areNamed(String provider) throws Exception {
        Set<String> dropped = dropped(provider);

        HttpResponse<String> response = ask(provider, dropped);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Set<String> named = new TreeSet<>(List.of(response.headers()
                .firstValue("x-serai-dropped-params")
                .orElse("")
                .split(", ", -1)));
        named.remove("");
        assertThat(named).isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void droppedFields_areNotSent(String provider) throws Exception {
        Set<String> dropped = dropped(provider);

        ask(provider, dropped);

        sentUpstream().fieldNames().forEachRemaining(name -> assertThat(dropped).doesNotContain(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void renamedFields_keepTheirValue(String provider) throws Exception {
        Provider file = provider(provider);
        Map<String, String> rename = new LinkedHashMap<>(
                file.fields().rename(file.settings(text(provider, "response").model())));
        rename.remove("dimensions"); // of embeddings

        ask(provider, rename.keySet());

        for (Map.Entry<String, String> name : rename.entrySet()) {
            assertThat(sentUpstream().has(name.getKey())).as(name.getKey()).isFalse();
            assertThat(sentUpstream().has(name.getValue())).as(name.getValue()).isTrue();
        }
    }

    private HttpResponse<String> ask(String provider, Set<String> fields) throws Exception {
        ProviderContractPayload payload = text(provider, "response");
        UPSTREAM.answer(Script.json(200, payload.sent()));
        List<String> members = new ArrayList<>();
        fields.forEach(field -> members.add("\"" + field + "\":" + VALUES.getOrDefault(field, "\"x\"")));
        return post(CHAT, chatWith(provider, payload, members.toArray(String[]::new)));
    }

    private static Set<String> dropped(String provider) throws IOException {
        Provider file = provider(provider);
        Set<String> dropped = new TreeSet<>(
                file.fields().drop(file.settings(text(provider, "response").model())));
        dropped.removeAll(SILENT);
        return dropped;
    }

    private static Need part(String type, String value) {
        return new Need(PART.formatted(type, type, value), "messages[0].content[1].type");
    }
}
