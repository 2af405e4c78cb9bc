package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.support.WholeText;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Providers that keep silent where routes wait 3 seconds for the headers, 4.5 for the next event, 8 for the whole.
 * All are asked at once, since each test would wait as long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderContractTimeoutTest extends ProviderContract {

    private static final int SECONDS = 60;
    private static final int[] STATUSES = {200, 400, 503};

    private final Map<String, CompletableFuture<HttpResponse<String>>> whole = new HashMap<>();
    private final Map<String, CompletableFuture<HttpResponse<String>>> streamed = new HashMap<>();

    static Stream<String> streamingProviders() throws IOException {
        return providersThatCan("streaming");
    }

    @DynamicPropertySource
    static void shortTimeouts(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited(file -> {
            String first = limit(file, "headersTimeout", 3000);
            return limit(limit(first, "idleTimeout", 4500), "totalTimeout", 8000);
        });
        properties.add("serai.routes", routes::toString);
    }

    private static String limit(String file, String timeout, int millis) {
        return file.replaceAll("(" + timeout + ", (?:defaultValue|value): )\"\\d+\"", "$1\"" + millis + "\"");
    }

    @BeforeAll
    void askAll() throws IOException {
        Map<String, Script> halves = new HashMap<>();
        Set<String> ofStreams = new HashSet<>();
        for (String provider : streamingProviders().toList()) {
            ProviderContractPayload payload = text(provider, "stream");
            String path = path(provider, "chat", true, payload.model());
            halves.put(path, Script.stream().send(payload.firstHalf()).stall(SECONDS));
            if (!path.equals(path(provider, "chat", false, payload.model()))) {
                ofStreams.add(path); // what is streamed there need not be events
            }
        }
        UPSTREAM.answer(request -> ofStreams.contains(request.path()) || streamed(request)
                ? halves.get(request.path())
                : silent(request.text()));
        for (String provider : providers().toList()) {
            whole.put(provider, ask(chatWith(provider, text(provider, "response"))));
        }
        for (String provider : streamingProviders().toList()) {
            streamed.put(provider, ask(chatWith(provider, text(provider, "stream"), USAGE)));
        }
        for (int status : STATUSES) {
            whole.put("openai/stall-" + status, ask(chat("openai/stall-" + status)));
        }
    }

    /** Silent from the beginning, or, where the model's name says so, after the head of the answer. */
    private static Script silent(String request) {
        for (int status : STATUSES) {
            if (request.contains("stall-" + status)) {
                return Script.silent()
                        .raw("HTTP/1.1 " + status + " -\r\nContent-Length: 9\r\n\r\n{")
                        .stall(SECONDS);
            }
        }
        return Script.silent().stall(SECONDS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void silentProvider_isGivenUp(String provider) throws Exception {
        HttpResponse<String> response = whole.get(provider).get(SECONDS, TimeUnit.SECONDS);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        assertThat(error(response).path("type").asText()).isEqualTo("timeout_error");
        assertThat(error(response).path("code").asText()).isEqualTo("provider_timeout");
        assertThat(error(response).path("message").asText()).contains("'" + provider + "'", "headers timeout");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamingProviders")
    void stalledStream_endsInAnError(String provider) throws Exception {
        JsonNode error = assertBrokenOff(streamed.get(provider).get(SECONDS, TimeUnit.SECONDS));

        assertThat(error.path("type").asText()).isEqualTo("timeout_error");
        assertThat(error.path("code").asText()).isEqualTo("upstream_timeout");
        assertThat(error.path("message").asText()).contains("idle");
    }

    @ParameterizedTest
    @FieldSource("STATUSES")
    void stalledBody_isGivenUp(int status) throws Exception {
        HttpResponse<String> response = whole.get("openai/stall-" + status).get(SECONDS, TimeUnit.SECONDS);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_timeout");
        assertThat(error(response).path("message").asText()).contains("'openai'");
    }

    @Test
    void givenUpProviders_areLetGo() throws Exception {
        for (int i = 0; i < whole.size() + streamed.size(); i++) {
            assertThat(UPSTREAM.awaitAbort(SECONDS))
                    .as("connections closed: %s", i)
                    .isTrue();
        }
    }

    private static boolean streamed(FakeUpstream.Received request) {
        return request.headers().get("accept").equals("text/event-stream");
    }

    private CompletableFuture<HttpResponse<String>> ask(String body) {
        HttpRequest request = HttpRequest.newBuilder(uri(CHAT))
                .POST(BodyPublishers.ofString(body))
                .build();
        return WholeText.later(CLIENT, request);
    }
}
