package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Who is asked after whom, and for how long somebody is waited for meanwhile. */
@Timeout(60)
@TestPropertySource(
        properties = {"serai.failover.silent-stream=1s", "serai.failover.silent-whole=1s", "SERAI_RETRIES=2"})
class FailoverChainTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @Autowired
    private Loads loads;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("env:DEEPSEEK_API_KEY", "env:UNSET_API_KEY");
        RoutesCopy.alias(
                routes,
                "windows",
                "inOrder",
                "",
                "openai/w?contextWindow=8000",
                "groq/w?contextWindow=4000",
                "mistral/w");
        for (String name : List.of("a", "b", "c")) {
            RoutesCopy.alias(
                    routes, "paid-" + name, "inOrder", "", "openai/" + name + "?retries=2", "openai/x", "mistral/x");
        }
        RoutesCopy.alias(routes, "patient", "inOrder", "", "openai/p?headersTimeout=5s", "mistral/p");
        RoutesCopy.alias(routes, "silent", "inOrder", "", "openai/s", "mistral/s");
        RoutesCopy.alias(routes, "half", "inOrder", "", "openai/h", "deepseek/h");
        RoutesCopy.alias(routes, "strict", "inOrder", "", "openai/r", "mistral/r");
        properties.add("serai.routes", routes::toString);
    }

    private static Script error(int status, String code) {
        return Script.json(status, "{\"error\":{\"message\":\"No\",\"type\":null,\"code\":\"" + code + "\"}}");
    }

    private static List<String> askedProviders() {
        return UPSTREAM.received().stream()
                .map(Received::path)
                .map(path -> path.split("/", 3)[1])
                .toList();
    }

    @Test
    void tooLongPrompt_goesToThoseWithAnUnknownWindowToo() throws Exception {
        only("openai", error(400, "context_length_exceeded"));

        assertThat(post(CHAT, chat("windows")).statusCode()).isEqualTo(200);
        assertThat(askedProviders()).containsExactly("openai", "mistral");
    }

    @ParameterizedTest
    @CsvSource({"a,429,insufficient_quota", "b,402,insufficient_quota", "c,402,balance_too_low"})
    void keyWithoutMoney_isAskedOnce_andRestsForLong(String name, int status, String code) throws Exception {
        only("openai", error(status, code));

        assertThat(post(CHAT, chat("paid-" + name)).statusCode()).isEqualTo(200);
        assertThat(askedProviders()).containsExactly("openai", "mistral");
        assertThat(loads.of("openai/" + name).restsFor()).isGreaterThan(300_000_000_000L);
    }

    @Test
    void keyWithoutMoney_isTheCallersToKnowWhereNobodyElseIsLeft() throws Exception {
        only("openai", error(429, "insufficient_quota"));

        HttpResponse<String> refused = post(CHAT, chat("openai/any"));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(error(refused).path("code").asText()).isEqualTo("insufficient_quota");
        assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(askedProviders()).containsExactly("openai");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500, 529})
    void contentPolicy_refusesWhateverTheStatus(int status) throws Exception {
        only("openai", error(status, "content_filter"));

        HttpResponse<String> refused = post(CHAT, chat("strict"));

        assertThat(refused.statusCode()).isBetween(400, 499);
        assertThat(askedProviders()).containsExactly("openai");
    }

    @Test
    void contentPolicy_refusesInTheMidstOfAStreamToo() throws Exception {
        only(
                "openai",
                Script.stream()
                        .send(Answers.content("H"))
                        .send("data: {\"error\":{\"message\":\"No\",\"type\":null,\"code\":\"content_filter\"}}\n\n")
                        .end());

        assertThat(post(CHAT, streamedChat("strict")).body())
                .contains("content_filter")
                .doesNotContain("[DONE]");
        assertThat(askedProviders()).containsExactly("openai");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silentTarget_isGivenUpSoonWhileAnotherIsLeft(boolean stream) throws Exception {
        only("openai", Script.silent().stall(30));

        HttpResponse<String> answer = post(CHAT, stream ? streamedChat("silent") : chat("silent"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-provider")).hasValue("mistral");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "openai/any", "half"})
    void slowTarget_isWaitedForWhereTheAliasSaysSoOrNobodyElseCanAnswer(String model) throws Exception {
        only(
                "openai",
                Script.silent()
                        .pause(2500)
                        .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: "
                                + Answers.WHOLE.length() + "\r\n\r\n" + Answers.WHOLE));

        HttpResponse<String> answer = post(CHAT, chat(model));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-serai-provider")).hasValue("openai");
    }
}
