package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.routing.Generations;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.SelfSigned;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions go by their provider's own line, as its other requests do; what becomes of that counts for it, and is seen. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class SessionLineTest {

    private static RealtimeKit kit;

    @TempDir
    private Path folder;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    @Test
    void session_goesThroughTheProxy_toWhomItsCertificatesTrust() throws Exception {
        try (SelfSigned authority = new SelfSigned(10);
                FakeRealtime secured = new FakeRealtime(authority.another());
                ConnectProxy proxy = new ConnectProxy()) {
            int before = kit.gateway.bean(Generations.class).serving().number();
            RoutesCopy.provider(
                    kit.routes,
                    "secured",
                    "https://localhost:" + secured.port() + "/v1",
                    "operations",
                    "realtime",
                    "apiKey",
                    "{{env:OPENAI_API_KEY:}}",
                    "caCertificates",
                    authority.certificate(folder).toString(),
                    "proxy",
                    "http://some:body@127.0.0.1:" + proxy.port());
            within().until(() -> kit.gateway.bean(Generations.class).serving().number() > before);

            RealtimeClient client = kit.client(kit.token(), "?model=secured/spoken");
            client.say("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "y".repeat(200_000) + "\"}");
            client.say(RealtimeKit.CREATE);
            client.awaitMessage("response.done");

            assertThat(proxy.heads)
                    .anySatisfy(head -> assertThat(head).startsWith("CONNECT localhost:" + secured.port()));
            assertThat(secured.heads)
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("GET /v1/realtime?model=spoken HTTP/1.1")
                            .doesNotContain("Proxy-Authorization"));
            client.socket.abort();
        }
    }

    @Test
    void providerThatCannotBeReached_isLeftAlone() throws Exception {
        String caller = "Authorization: Bearer " + kit.token().secret().text();

        assertThat(kit.handshake("?model=away/spoken", caller).body()).contains("provider_unreachable");
        within().until(() -> kit.handshake("?model=away/spoken", caller).body().contains("circuit_open"));
    }

    @Test
    void sessionsAndTheirResponses_areInMetrics() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        RealtimeClient client = kit.client(caller);
        client.say(RealtimeKit.CREATE);
        client.awaitMessage("response.done");
        within().until(() -> kit.records(caller).size() == 2);
        String metrics = kit.gateway
                .get("/manage/metrics", "Authorization", "Bearer " + GatewayTest.ADMIN_KEY)
                .body();

        assertThat(metrics.lines().filter(line -> line.startsWith("serai_realtime_sessions")))
                .singleElement()
                .satisfies(line ->
                        assertThat(Double.parseDouble(line.split(" ", -1)[1])).isPositive());
        assertThat(metrics).containsPattern("gen_ai_client_token_usage_count\\{gen_ai_operation_name=\"realtime\"");
        client.socket.abort();
    }
}
