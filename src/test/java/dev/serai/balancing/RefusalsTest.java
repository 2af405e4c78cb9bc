package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Prompts that a content policy refuses: {@code strict} passes that on, {@code lenient} asks the next target. */
class RefusalsTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Script REFUSED = Script.json(
            400,
            "{\"error\":{\"message\":\"filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\"}}");

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "strict", "inOrder", "", "openai/gpt-4o", "mistral/other");
        RoutesCopy.alias(routes, "lenient", "inOrder?refusals=failover", "", "openai/gpt-4o", "mistral/other");
        properties.add("serai.routes", routes::toString);
    }

    private static String filtered(String content) {
        return Answers.WHOLE.replace("\"Hi\"", content).replace("\"stop\"", "\"content_filter\"");
    }

    @Test
    void refusal_isPassedOn() throws Exception {
        only("openai", REFUSED);

        HttpResponse<String> response = post(CHAT, chat("strict"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("code").asText()).isEqualTo("content_filter");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusal_isRoutedAroundWhereTheAliasSaysSo(boolean stream) throws Exception {
        only("openai", REFUSED);

        HttpResponse<String> response = post(CHAT, stream ? streamedChat("lenient") : chat("lenient"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-attempts"))
                .contains("openai/gpt-4o 400 content_filter, mistral/other 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void answerWithoutText_isARefusal(String content) throws Exception {
        only("openai", Script.json(200, filtered(content)));

        assertThat(post(CHAT, chat("lenient")).headers().firstValue("x-serai-provider"))
                .contains("mistral");
        assertThat(post(CHAT, chat("strict")).headers().firstValue("x-serai-provider"))
                .contains("openai");
    }

    @Test
    void answerWithSomeText_isNone() throws Exception {
        only("openai", Script.json(200, filtered("\"So far\"")));

        assertThat(post(CHAT, chat("lenient")).headers().firstValue("x-serai-provider"))
                .contains("openai");
    }
}
