package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeCollector.Received;
import dev.serai.support.Recorded;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces from caller to provider, and how they get to a collector. */
@Timeout(60)
class TraceContextTest extends TracedGatewayTest {

    private static final Path CONVENTIONS = Path.of("src/test/resources/traces/conventions.txt");

    @BeforeEach
    void answers() {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
    }

    @Test
    void callerThatIsNotSampled_isNeitherHere_andTheProviderIsTold() throws Exception {
        Caller caller = Caller.any();
        Caller marker = Caller.any();

        post(CHAT, chat(GPT), "traceparent", caller.parent(false));
        String told = parent(UPSTREAM.last());
        post(CHAT, chat(GPT), "traceparent", marker.parent(true));

        assertThat(told)
                .startsWith("00-" + caller.trace() + "-")
                .endsWith("-00")
                .doesNotContain(caller.span());
        assertThat(COLLECTOR.trace(marker.trace(), 2)).hasSize(2);
        assertThat(COLLECTOR.traces()).doesNotContain(caller.trace());
    }

    @Test
    void requestWithoutATrace_beginsOne() throws Exception {
        post(CHAT, chat(GPT));

        String[] told = parent(UPSTREAM.last()).split("-", -1);
        List<Recorded> spans = COLLECTOR.trace(told[1], 2);
        assertThat(spans).hasSize(2);
        assertThat(spans.get(0).parent()).isEmpty();
        assertThat(spans.get(1).id()).isEqualTo(told[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "4bf92f3577b34da6a3ce929d0e0e4736"
            })
    void malformedParent_isAsIfItWereNotThere(String hostile) throws Exception {
        assertThat(post(CHAT, chat(GPT), "traceparent", hostile, "tracestate", "a=b")
                        .statusCode())
                .isEqualTo(200);

        assertThat(parent(UPSTREAM.last()))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(UPSTREAM.last().headers()).doesNotContainKey("tracestate");
    }

    @Test
    void longHeaders_areNoBurden() throws Exception {
        assertThat(post(CHAT, chat(GPT), "traceparent", "00-" + "a".repeat(4000), "baggage", "b".repeat(2000))
                        .statusCode())
                .isEqualTo(200);

        assertThat(parent(UPSTREAM.last())).hasSize(55);
        assertThat(UPSTREAM.last().headers()).doesNotContainKey("baggage");
    }

    @Test
    void state_goesOn_andBaggageStays() throws Exception {
        Caller caller = Caller.any();

        post(
                CHAT,
                chat(GPT),
                "traceparent",
                caller.parent(true),
                "tracestate",
                "rojo=1,congo=2",
                "baggage",
                "tenant=acme");

        assertThat(UPSTREAM.last().headers())
                .containsEntry("tracestate", "rojo=1,congo=2")
                .doesNotContainKey("baggage");
        assertThat(COLLECTOR.trace(caller.trace(), 2))
                .allSatisfy(span -> assertThat(span.span().getTraceState()).isEqualTo("rojo=1,congo=2"));
    }

    @Test
    void collector_getsProtobufPacked_fromWhoIsNamed() throws Exception {
        traced(chat(GPT), 2);

        Received batch = COLLECTOR.received().get(0);
        assertThat(batch.path()).isEqualTo("/v1/traces");
        assertThat(batch.headers())
                .containsEntry("content-type", "application/x-protobuf")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("authorization", "Bearer collector-key-canary-94f1");
        assertThat(Recorded.texts(batch.resource().getAttributesList()))
                .containsEntry("service.name", "serai")
                .containsEntry("deployment.environment.name", "test")
                .containsEntry("telemetry.sdk.language", "java")
                .containsKey("service.instance.id");
    }

    /** Those of the whole answer, too, which is measured when all else has ended. */
    @Test
    void exemplars_leadToTheTrace() throws Exception {
        Caller caller = Caller.any();
        post(CHAT, chat(GPT), "traceparent", caller.parent(true));

        String page = CLIENT.send(
                        request("/manage/metrics")
                                .header("Accept", "application/openmetrics-text; version=1.0.0; charset=utf-8")
                                .build(),
                        BodyHandlers.ofString())
                .body();

        assertThat(page.lines()
                        .filter(line -> line.contains("trace_id=\""))
                        .map(line -> line.replaceFirst("\\{.*", "")))
                .contains("http_request_duration_seconds_bucket", "gen_ai_client_operation_duration_seconds_bucket");
        assertThat(page).doesNotContain("endpoint=\"/manage\",method=\"GET\",outcome=\"SUCCESS\" # ");
    }

    private static Map<String, String> conventions() throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (String line : Files.readAllLines(CONVENTIONS)) {
            if (!line.startsWith("#")) {
                types.put(line.split(" ", -1)[0], line.split(" ", -1)[1]);
            }
        }
        return types;
    }

    /** Of requests of all kinds, whole and streamed, answered and failed. */
    @Test
    void names_areThoseOfTheConventions_orOurs() throws Exception {
        String many = chat(GPT)
                .replaceFirst(
                        "\\{",
                        "{\"n\":2,\"temperature\":1,\"top_p\":1,\"seed\":1,\"max_tokens\":1,"
                                + "\"frequency_penalty\":0,\"presence_penalty\":0,");
        traced(many, 2);
        traced("{\"model\":\"" + GPT + "\",\"input\":\"Hi\"}", 1);
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hi")).reset()
                : Script.stream().send(Answers.stream("Hi")).end());
        traced(streamedChat("resume"), 3);
        Map<String, String> conventions = conventions();
        Set<String> seen = new TreeSet<>();

        for (String trace : COLLECTOR.traces()) {
            for (Recorded span : COLLECTOR.trace(trace, 1)) {
                span.span().getAttributesList().forEach(attribute -> {
                    String name = attribute.getKey();
                    seen.add(name);
                    if (!name.matches("serai\\.[a-z_]+(\\.[a-z_]+)*")) {
                        assertThat(conventions).as(name).containsEntry(name, Recorded.type(attribute.getValue()));
                    }
                });
                span.events()
                        .forEach(event -> assertThat(event.getValue().keySet())
                                .allMatch(name -> conventions.containsKey(name) || name.startsWith("serai.")));
            }
        }
        assertThat(seen)
                .contains(
                        "gen_ai.request.choice.count", "gen_ai.request.frequency_penalty", "http.route", "error.type");
    }
}
