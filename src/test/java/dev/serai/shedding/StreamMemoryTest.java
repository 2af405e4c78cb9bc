package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.Load;
import dev.serai.balancing.Loads;
import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** That there is no memory for a stream is no fault of its provider: others can ask it as before. */
@Timeout(60)
@TestPropertySource(properties = {"serai.memory-budget=4MB", "serai.breaker.window=10"})
class StreamMemoryTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String LARGE = "x".repeat(3 << 19);

    @Autowired
    private MemoryBudget budget;

    @Autowired
    private Breakers breakers;

    @Autowired
    private Loads loads;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "resuming", "inOrder?recovery=resume", "", "openai/resumed", "mistral/other");
        properties.add("serai.routes", routes::toString);
    }

    private static Script large(String before) {
        return Script.stream()
                .send(before + Answers.content(LARGE) + Answers.finish() + Answers.DONE)
                .end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/first", "resuming"})
    void eventForWhichThereIsNoMemoryNow_isOurs503(String model) throws Exception {
        UPSTREAM.answer(large(""));
        try (MemoryBudget.Holding others = budget.open()) {
            others.take(3 << 20);
            for (int i = 0; i < 12; i++) {
                HttpResponse<String> response = post(CHAT, streamedChat(model));

                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                assertThat(error(response).path("code").asText()).isEqualTo("overloaded");
                assertThat(error(response).path("message").asText()).startsWith("The gateway is overloaded");
                assertThat(response.headers().firstValue("retry-after")).hasValue("1");
            }
        }
        assertThat(UPSTREAM.received()).as("asked once each").hasSize(12);
        assertIsWell(model.equals("resuming") ? "openai/resumed" : model);
    }

    @Test
    void eventForWhichThereIsNeverMemory_isOurs503() throws Exception {
        UPSTREAM.answer(large(""));
        HttpResponse<String> response = post(CHAT, streamedChat("openai/never"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("answer_too_large");
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
        assertIsWell("openai/never");
    }

    @ParameterizedTest
    @CsvSource({"openai/midst, openai/midst", "resuming, openai/resumed"})
    void shortageInTheMidst_endsTheStreamAlone(String model, String target) throws Exception {
        UPSTREAM.answer(large(Answers.content("one")));
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> response = post(CHAT, streamedChat(model));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("one", "answer_too_large").doesNotContain("[DONE]");
        }
        assertThat(UPSTREAM.received()).as("asked once each").hasSize(12);
        assertIsWell(target);
    }

    private void assertIsWell(String target) {
        assertThat(breakers.ofTarget(target).isClosed()).isTrue();
        assertThat(breakers.ofProvider("openai").isClosed()).isTrue();
        Load load = loads.of(target);
        assertThat(load.successRate()).isEqualTo(1);
        assertThat(load.inFlight()).isZero();
    }
}
