package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where callers bring the provider's keys, its refusal of one is told to them as the golden files show. */
class PassedAuthErrorsTest extends ConfiguredGatewayTest {

    private static final Path WIRE = Path.of("src/test/resources/wire");
    private static final String PROVIDERS = "auth.error.provider.json";

    static List<String> providers() throws IOException {
        try (Stream<Path> folders = Files.list(WIRE)) {
            return folders.filter(folder -> Files.exists(folder.resolve(PROVIDERS)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusedCredentials_comeBackAsTheGoldenFileShows(String provider) throws Exception {
        JsonNode sent = Json.parse(Files.readAllBytes(WIRE.resolve(provider).resolve(PROVIDERS)));
        JsonNode expected = Json.parse(Files.readAllBytes(WIRE.resolve(provider).resolve("auth.error.openai.json")));
        UPSTREAM.answer(Script.json(
                sent.path("status").asInt(),
                Json.text(sent.path("body")),
                sent.path("headers").properties().stream()
                        .filter(header -> !header.getKey().equals("content-type"))
                        .map(header ->
                                header.getKey() + ": " + header.getValue().asText())
                        .toArray(String[]::new)));

        var response = post("/v1/chat/completions", chat(provider + "/m"), KEY);

        assertThat(response.statusCode()).isEqualTo(expected.path("status").asInt());
        assertThat(json(response)).isEqualTo(expected.path("body"));
        for (Map.Entry<String, JsonNode> header : expected.path("headers").properties()) {
            assertThat(response.headers().firstValue(header.getKey()))
                    .contains(header.getValue().asText());
        }
    }

    @Test
    void gatewaysKey_isTakenOutOfThem() throws Exception {
        UPSTREAM.answer(Script.json(401, "{\"error\":{\"message\":\"Incorrect API key: " + PROVIDER_KEY + "\"}}"));

        var response = post("/v1/chat/completions", chat("openai/m"), KEY);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(response).path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(response.body()).doesNotContain(PROVIDER_KEY);
    }
}
