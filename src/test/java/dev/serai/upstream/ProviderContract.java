package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.provider.Provider;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What every file in {@code routes/providers/} must do, end to end over HTTP, is in the tests that extend this one.
 * They find a new file by themselves, and what it can do in its parameters. A provider with a format of its own shows
 * it in golden files, see {@link ProviderContractPayload}.
 */
abstract class ProviderContract extends GatewayTest {

    static final String CHAT = "/v1/chat/completions";
    static final String USAGE = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"get_weather","parameters":\
            {"type":"object","properties":{"city":{"type":"string"}}}}}]""";

    /** Those that chat, as nearly all do. */
    static Stream<String> providers() throws IOException {
        return providersThatServe("chat");
    }

    static Stream<String> providersThatCan(String capability) throws IOException {
        return providers().filter(name -> provider(name).can(capability));
    }

    static Stream<String> providersThatServe(String operation) throws IOException {
        return providersOfAllKinds().filter(name -> provider(name).serves(operation));
    }

    static Stream<String> providersOfAllKinds() throws IOException {
        return providerNames().stream();
    }

    /** The provider as its file declares it. */
    static Provider provider(String name) {
        try {
            return WireFixtures.provider(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ProviderContractPayload text(String provider, String kind) throws IOException {
        return ProviderContractPayload.of(provider, kind, "text");
    }

    static boolean speaksOpenAi(String provider) {
        return ProviderContractPayload.isOpenAis(provider(provider).parameter("dialect"));
    }

    /** A chat with further members. */
    static String chatWith(String provider, ProviderContractPayload payload, String... members) throws IOException {
        return with(chat(provider + "/" + payload.model()), members);
    }

    static String with(String object, String... members) {
        return "{" + String.join(",", members) + (members.length == 0 ? "" : ",") + object.substring(1);
    }

    /** The path at which the upstream must be asked. */
    static String path(String provider, String operation, boolean stream, String model) throws IOException {
        Provider declared = provider(provider);
        String streamPath = stream && operation.equals("chat") ? declared.parameter("chatStreamPath") : "";
        String path = streamPath.isEmpty() ? declared.parameter(operation + "Path") : streamPath;
        String root = declared.parameter("apiRoot")
                .replace("{region}", declared.parameter("region"))
                .replace("{project}", PROJECT);
        String encoded = URLEncoder.encode(model, StandardCharsets.UTF_8);
        return "/" + folder(provider) + root + path.replace("{model}", encoded);
    }

    /** Files that share their environment variables share an address, that of the last one. */
    private static String folder(String provider) throws IOException {
        List<String> same = providersOfAllKinds()
                .filter(other -> environmentPrefix(other).equals(environmentPrefix(provider)))
                .toList();
        return same.get(same.size() - 1);
    }

    /** The header that carries the provider's key. */
    static String keyHeader(String provider) {
        return provider(provider).parameter("keyHeader").toLowerCase(Locale.ROOT);
    }

    static JsonNode sentUpstream() throws IOException {
        FakeUpstream.Received last = UPSTREAM.last();
        return Json.parse(last.body());
    }

    static void assertChunks(List<JsonNode> expected, HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ProviderContractPayload.assertSame(array(expected), array(ProviderContractPayload.events(response.body())));
    }

    /** A stream that began, and ended in an error that clients raise: they take {@code [DONE]} for success. */
    static JsonNode assertBrokenOff(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).doesNotContain("[DONE]");
        List<JsonNode> events = ProviderContractPayload.events(response.body());
        assertThat(events).hasSizeGreaterThan(1);
        assertThat(events.subList(0, events.size() - 1)).noneMatch(event -> event.has("error"));
        JsonNode error = events.get(events.size() - 1).path("error");
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("type").asText()).isNotEmpty();
        return error;
    }

    private static ArrayNode array(List<JsonNode> events) {
        return Json.MAPPER.createArrayNode().addAll(events);
    }
}
