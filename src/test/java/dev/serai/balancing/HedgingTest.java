package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An alias that asks a second target beside one that is slow. */
@Timeout(60)
class HedgingTest extends HedgingGatewayTest {

    @Test
    void fastTarget_isAskedAlone() throws Exception {
        answers(WHOLE, WHOLE);

        HttpResponse<String> response = post(CHAT, chat("after-30s"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(asked()).containsExactly("openai");
        assertThat(attempts(response)).isEmpty();
    }

    @Test
    void slowTarget_isOvertaken() throws Exception {
        answers(Script.silent().stall(30), WHOLE);

        HttpResponse<String> response = post(CHAT, chat("after-100ms"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(asked()).containsExactly("openai", "mistral");
        assertThat(attempts(response)).isEqualTo("openai/gpt-4o overtaken, mistral/mistral-large-2512 200");
        assertThat(response.headers().firstValue("x-serai-provider")).contains("mistral");
        assertThat(UPSTREAM.awaitAbort(10)).as("the slow one is broken off").isTrue();
        assertNothingIsInFlight();
    }

    @Test
    void targetSlowerThanItMostlyIs_isOvertaken() throws Exception {
        answers(WHOLE, WHOLE);
        for (int i = 0; i < 20; i++) {
            post(CHAT, chat("after-p95"));
            assertThat(asked()).as("too little is known yet").doesNotContain("mistral");
        }
        answers(Script.silent().stall(30), WHOLE);

        HttpResponse<String> response = post(CHAT, chat("after-p95"));

        assertThat(attempts(response)).isEqualTo("openai/gpt-4o overtaken, mistral/mistral-large-2512 200");
    }

    @Test
    void streamWithoutContent_isOvertakenByOneWithContent() throws Exception {
        answers(Script.stream().stall(30), STREAMED);

        try (EventReader client = open(CHAT, streamedChat("after-100ms"))) {
            assertThat(client.rest()).contains(EventReader.DONE);
        }

        assertThat(asked()).containsExactly("openai", "mistral");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        assertNothingIsInFlight();
    }

    @Test
    void firstTarget_mayStillBeFaster() throws Exception {
        answers(
                Script.stream().pause(500).send(Answers.stream("Hi")).end(),
                Script.stream().stall(30));

        try (EventReader client = open(CHAT, streamedChat("after-100ms"))) {
            assertThat(client.rest()).contains(EventReader.DONE);
            assertThat(attempts(client.response()))
                    .isEqualTo("mistral/mistral-large-2512 overtaken, openai/gpt-4o 200");
        }

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        assertNothingIsInFlight();
    }

    @Test
    void secondTarget_isNotAskedByOneThatFailsAtOnce() throws Exception {
        answers(Script.json(500, "{}"), WHOLE);

        HttpResponse<String> response = post(CHAT, chat("after-30s"));

        assertThat(attempts(response)).isEqualTo("openai/gpt-4o 500, mistral/mistral-large-2512 200");
    }

    @Test
    void bothFail_thirdAnswers() throws Exception {
        answers(
                Script.silent().pause(500).raw("HTTP/1.1 500 -\r\nContent-Length: 0\r\n\r\n"),
                Script.silent().pause(200).raw("HTTP/1.1 503 -\r\nContent-Length: 0\r\n\r\n"));

        HttpResponse<String> response = post(CHAT, chat("after-100ms"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(asked()).containsExactly("openai", "mistral", "groq");
        assertThat(attempts(response))
                .startsWith("mistral/mistral-large-2512 503")
                .endsWith("groq/other 200");
        assertNothingIsInFlight();
    }

    @Test
    void clientThatLeaves_endsBoth() throws Exception {
        answers(Script.stream().stall(30), Script.stream().stall(30));

        try (EventReader client = open(CHAT, streamedChat("after-100ms"))) {
            client.next(); // a keep-alive comment
        }

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        assertNothingIsInFlight();
    }
}
