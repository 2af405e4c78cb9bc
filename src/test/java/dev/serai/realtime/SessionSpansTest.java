package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.FakeCollector;
import dev.serai.support.Recorded;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trace of a session: a span of the server's, and below it one for each response, with who answered. */
class SessionSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private static FakeCollector collector;
    private static RealtimeKit kit;

    @BeforeAll
    static void start() throws Exception {
        collector = new FakeCollector();
        kit = new RealtimeKit(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "20"));
    }

    @AfterAll
    static void stop() throws Exception {
        kit.close();
        collector.close();
    }

    private static RealtimeClient client(TokenRegistry.Issued caller, String trace) {
        WebSocket.Builder builder = RealtimeClient.with(
                        "Bearer " + caller.secret().text())
                .header("traceparent", "00-" + trace + "-" + SPAN + "-01");
        return RealtimeClient.connect(builder, kit.gateway.port(), RealtimeKit.MODEL);
    }

    @Test
    void session_andEachResponse_areSpansOfTheCallersTrace() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        RealtimeClient client = client(caller, TRACE);
        client.say(CREATE);
        client.awaitMessage("response.done");

        List<Recorded> spans = collector.trace(TRACE, 4);

        client.socket.abort();
        Recorded session = named(spans, "GET /v1/realtime");
        Recorded response = named(spans, "/v1/realtime");
        assertThat(session.span().getKindValue()).as("server").isEqualTo(2);
        assertThat(session.parent()).isEqualTo(SPAN);
        assertThat(response.parent()).isEqualTo(session.id());
        assertThat(session.attributes()).containsEntry("http.response.status_code", "101");
        assertThat(response.attributes().get("serai.request.id"))
                .isEqualTo(session.attributes().get("serai.request.id") + "-1");
        assertThat(response.failed()).isFalse();
        assertThat(spans)
                .filteredOn(it -> it.parent().equals(response.id()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.name()).isEqualTo("realtime gpt-realtime");
                    assertThat(it.attributes())
                            .containsEntry("gen_ai.provider.name", "openai")
                            .containsEntry("gen_ai.usage.input_tokens", "20")
                            .containsEntry("gen_ai.usage.output_tokens", "10");
                });
    }

    @Test
    void responses_areOfTheSessionsTrace_alsoWhereNobodyNamesOne() {
        RealtimeClient client = kit.client(kit.token());
        client.say(CREATE);
        client.awaitMessage("response.done");
        client.socket.abort();

        RealtimeKit.within()
                .untilAsserted(() -> assertThat(collector.traces())
                        .filteredOn(id -> !id.contains("651916"))
                        .singleElement()
                        .satisfies(id -> assertThat(collector.trace(id, 4)).hasSize(4)));
    }

    @Test
    void responseThatIsRefused_isOneThatFailed() throws Exception {
        String trace = TRACE.replace('0', '1');
        RealtimeClient client = client(kit.token(RealtimeKit.requests(1)), trace);
        client.say(CREATE);
        client.awaitMessage("rate_limit");

        List<Recorded> spans = collector.trace(trace, 3);

        client.socket.abort();
        Recorded refused = named(spans, "/v1/realtime");
        assertThat(refused.attributes())
                .containsEntry("http.response.status_code", "429")
                .containsKey("error.type");
    }

    private static Recorded named(List<Recorded> spans, String name) {
        return spans.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }
}
