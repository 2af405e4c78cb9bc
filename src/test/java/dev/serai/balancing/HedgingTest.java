package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.upstream.LeasedConnections;
import dev.serai.upstream.UpstreamConnections;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** An alias that asks a second target beside one that is slow. */
@Timeout(60)
@TestPropertySource(properties = "serai.hedge-share=1")
class HedgingTest extends CallingGatewayTest {

    private static final String ALIAS = """
        - route:
            id: model-%1$s
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-%1$s
              steps:
                - setVariable: { id: hedge-%1$s, name: hedge, expression: { constant: { expression: %2$s } } }
                - loadBalance:
                    id: %1$s-targets
                    customLoadBalancer: { ref: inOrder }
                    steps:
                      - to: { id: %1$s-a, uri: "target:openai/gpt-4o" }
                      - to: { id: %1$s-b, uri: "target:mistral/mistral-large-2512" }
                      - to: { id: %1$s-c, uri: "target:groq/other" }
        """;

    private static final Script STREAMED =
            Script.stream().send(Answers.stream("Hi")).end();
    private static final Script WHOLE = Script.json(200, Answers.WHOLE);

    @Autowired
    private Loads loads;

    @Autowired
    private UpstreamConnections connections;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String after : List.of("100ms", "30s", "p95")) {
            Files.writeString(
                    routes.resolve("models/after-" + after + ".camel.yaml"), ALIAS.formatted("after-" + after, after));
        }
        properties.add("serai.routes", routes::toString);
    }

    private static void answers(Script first, Script second) {
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/openai/")) {
                return first;
            }
            return request.path().startsWith("/mistral/") ? second : WHOLE;
        });
    }

    private static List<String> asked() {
        return UPSTREAM.received().stream()
                .map(request -> request.path().replaceFirst("/([a-z]*)/.*", "$1"))
                .toList();
    }

    private static String attempts(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-attempts").orElse("");
    }

    private void assertNothingIsInFlight() throws Exception {
        for (String target : List.of("openai/gpt-4o", "mistral/mistral-large-2512")) {
            assertThat(await(() -> loads.of(target).inFlight(), found -> found == 0))
                    .as(target)
                    .isZero();
        }
        assertThat(await(() -> LeasedConnections.of(connections), found -> found == 0))
                .isZero();
    }

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
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
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

        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
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

        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
        assertNothingIsInFlight();
    }

    @Test
    void whoWasOvertaken_isOnRecordAndPaidFor() throws Exception {
        Issued caller = token(Rules.NONE);
        answers(Script.silent().stall(30), Script.json(200, Answers.WHOLE.replace("}]}", """
                        }],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}\
                        """)));

        HttpResponse<String> response = call(caller, chat("after-100ms"));

        List<Map<String, Object>> records = await(() -> records(requestId(response)), found -> found.size() == 2);
        assertThat(records).hasSize(2);
        assertThat(records.get(0))
                .containsEntry("provider", "mistral")
                .containsEntry("status", 200)
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("attempts", 2);
        assertThat(records.get(1))
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-4o")
                .containsEntry("error", "overtaken")
                .containsEntry("estimated", true)
                .containsEntry("completion_tokens", 0L)
                .containsEntry("attempts", 0);
        assertThat((Long) records.get(1).get("prompt_tokens")).isPositive();
        BigDecimal sum = ((BigDecimal) records.get(0).get("cost"))
                .add((BigDecimal) records.get(1).get("cost"));
        assertThat(new BigDecimal(response.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo(sum);
        assertThat(requests(caller)).as("requests by the hour").isEqualTo(1);
    }

    private int requests(Issued caller) throws Exception {
        return await(
                () -> database.sql()
                        .sql("select coalesce(sum(requests), 0) from usage_hour where token = :token")
                        .param("token", caller.token().id())
                        .query(Integer.class)
                        .single(),
                found -> found > 0);
    }
}
