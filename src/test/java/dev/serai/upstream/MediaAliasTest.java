package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.limits.Budget;
import dev.serai.limits.Budget.Amounts;
import dev.serai.limits.Limits;
import dev.serai.limits.Rates;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Forms, sound, images and rankings go the way of chats: through aliases, limits and budgets. */
class MediaAliasTest extends UploadingGatewayTest {

    private static final String HEARD_IT = "{\"text\":\"Hello\"}";
    private static final String RANKED = "{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}";
    private static final String DRAWN = "{\"data\":[{\"b64_json\":\"AAAA\"}]}";

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("nothing of this", "");
        for (String how :
                new String[] {"plain=inOrder", "resumed=inOrder?recovery=resume", "hedged=inOrder?hedge=100ms"}) {
            String name = how.substring(0, how.indexOf('='));
            String balancer = how.substring(how.indexOf('=') + 1);
            RoutesCopy.alias(routes, "heard-" + name, balancer, "", "openai/whisper-1", "groq/whisper-large-v3-turbo");
            RoutesCopy.alias(routes, "said-" + name, balancer, "", "openai/tts-1", "groq/tts");
            RoutesCopy.alias(routes, "ranked-" + name, balancer, "", "cohere/rerank-v3.5", "jina/jina-reranker-v2");
            RoutesCopy.alias(routes, "drawn-" + name, balancer, "", "openai/gpt-image-9", "azure/mine");
        }
        properties.add("serai.routes", routes::toString);
    }

    /** The first provider plays one script, the second another. */
    private static void providers(Script first, Script second) {
        UPSTREAM.answer(request ->
                request.path().startsWith("/openai/") || request.path().startsWith("/cohere/") ? first : second);
    }

    private HttpResponse<String> asked(String what, String how) throws Exception {
        String model = what + "-" + how;
        return switch (what) {
            case "heard" -> send(HEARD, form(file("file", "RIFF"), text("model", model)));
            case "said" ->
                callAt("/v1/audio/speech", caller, "{\"model\":\"" + model + "\",\"voice\":\"v\",\"input\":\"Hello\"}");
            case "ranked" ->
                callAt("/v1/rerank", caller, "{\"model\":\"" + model + "\",\"query\":\"q\",\"documents\":[\"a\"]}");
            default -> callAt("/v1/images/generations", caller, "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"}");
        };
    }

    private static Script answer(String what) {
        return switch (what) {
            case "heard" -> Script.json(200, HEARD_IT);
            case "said" -> Script.typed(200, "audio/mpeg", "sound");
            case "ranked" -> Script.json(200, RANKED);
            default -> Script.json(200, DRAWN);
        };
    }

    private static String provider(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-provider").orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "heard, plain, groq", "heard, resumed, groq", "heard, hedged, groq",
        "said, plain, groq", "said, resumed, groq", "said, hedged, groq",
        "ranked, plain, jina", "ranked, resumed, jina", "ranked, hedged, jina",
        "drawn, plain, azure", "drawn, resumed, azure", "drawn, hedged, azure"
    })
    void failure_isAnotherTargetsAnswer(String what, String how, String second) throws Exception {
        providers(Script.json(503, "{\"error\":{\"message\":\"away\"}}"), answer(what));

        HttpResponse<String> response = asked(what, how);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(provider(response)).isEqualTo(second);
        assertThat(record(requestId(response)))
                .containsEntry("provider", second)
                .containsEntry("alias", what + "-" + how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"heard", "said", "ranked", "drawn"})
    void slowTarget_isOvertaken(String what) throws Exception {
        providers(Script.silent().stall(5), answer(what));

        HttpResponse<String> response = asked(what, "hedged");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(provider(response)).isNotIn("openai", "cohere");
    }

    @Test
    void fileOfAHedge_goesToBothOfThem() throws Exception {
        providers(Script.silent().stall(5), answer("heard"));

        asked("heard", "hedged");

        assertThat(UPSTREAM.received())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.text()).contains("RIFF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heard", "said", "ranked", "drawn"})
    void limit_refusesBeforeAnythingIsSpent(String what) throws Exception {
        caller = token(limited(new Limits(new Rates(1L, null, null, null), null, null, null)));
        providers(answer(what), answer(what));
        assertThat(asked(what, "plain").statusCode()).isEqualTo(200);

        HttpResponse<String> second = asked(what, "plain");

        assertRefused(second, 429, "rate_limit_exceeded");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @Test
    void budget_refusesWhatItIsTooSmallFor() throws Exception {
        caller = token(budgeted(new Budget(null, new Amounts(null, null, new BigDecimal("0.0000001")))));
        UPSTREAM.answer(Script.json(200, HEARD_IT));
        List<Integer> statuses = List.of(
                send(HEARD, form(file("file", "x".repeat(100_000)), text("model", "openai/whisper-1")))
                        .statusCode(),
                send(HEARD, form(file("file", "x".repeat(100_000)), text("model", "openai/whisper-1")))
                        .statusCode());

        assertThat(statuses.get(1)).isEqualTo(429);
        assertThat(UPSTREAM.received()).hasSizeLessThan(2);
    }

    @Test
    void unitsOfWhatWasReplaced_areOnRecord() throws Exception {
        providers(
                Script.silent().raw("HTTP/1.1 200 -\r\nContent-Type: audio/mpeg\r\nContent-Length: 0\r\n\r\n"),
                answer("said"));

        HttpResponse<String> response = asked("said", "plain");

        assertThat(response.body()).isEqualTo("sound");
        List<Map<String, Object>> records = await(() -> records(requestId(response)), found -> found.size() == 2);
        assertThat(records).hasSize(2).allSatisfy(record -> assertThat(record).containsEntry("characters", 5L));
    }
}
