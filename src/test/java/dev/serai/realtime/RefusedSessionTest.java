package dev.serai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.RawConnection;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that do not begin: an HTTP error says why, nothing is leaked, and nobody is asked who need not be. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class RefusedSessionTest {

    private static RealtimeKit kit;
    private static String caller;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
        caller = "Authorization: Bearer " + kit.token().secret().text();
    }

    private static JsonNode error(RawConnection.Reply reply) throws Exception {
        assertThat(reply.body()).doesNotContain(RealtimeKit.KEY);
        return Json.parse(reply.body().getBytes(StandardCharsets.UTF_8)).path("error");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, missing_required_parameter",
        "?model=nobody-asked, 404, model_not_found",
        "?model=anthropic/nobody-asked, 400, unsupported_operation",
        "?model=azure-classic/nobody-asked&intent=transcription, 400, unsupported_operation",
        "?model=openai/nobody-asked&intent=else, 400, invalid_value",
        "?model=openai/nobody-asked&call_id=rtc_1, 400, unsupported_parameter"
    })
    void whatCannotBe_isAskedOfNobody(String query, int status, String code) throws Exception {
        RawConnection.Reply reply = kit.handshake(query, caller);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(error(reply).path("code").asText()).isEqualTo(code);
        assertThat(kit.provider.heads).noneSatisfy(head -> assertThat(head).contains("nobody-asked"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, 502, provider_authentication_failed",
        "403, 502, provider_authentication_failed",
        "429, 429, no",
        "500, 500, no",
        "404, 404, no",
        "200, 502, provider_invalid_response",
        "302, 502, provider_invalid_response"
    })
    void refusalOfTheProvider_isTheGatewaysToTell(String said, int status, String code) throws Exception {
        RawConnection.Reply reply = kit.handshake("?model=openai/refuse-" + said, caller);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(error(reply).path("code").asText()).isEqualTo(code);
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @CsvSource({"X-Nobody: here", "Authorization: Bearer sk-serai-unknown", "Sec-WebSocket-Protocol: realtime"})
    void whoHasNoKey_isRefusedBeforeAnythingElse(String header) throws Exception {
        RawConnection.Reply reply = kit.handshake("?model=openai/nobody-asked", header);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(error(reply).path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(kit.provider.heads).noneSatisfy(head -> assertThat(head).contains("nobody-asked"));
    }

    @Test
    void whatIsNoWebSocket_isToldToBeOne() throws Exception {
        try (RawConnection plain = new RawConnection(kit.gateway.port());
                RawConnection old = new RawConnection(kit.gateway.port());
                RawConnection odd = new RawConnection(kit.gateway.port())) {
            String start = "GET /v1/realtime" + RealtimeKit.MODEL;
            assertThat(plain.sendHead(start, caller).reply().status()).isEqualTo(426);
            assertThat(old.sendHead(
                                    start,
                                    caller,
                                    "Upgrade: websocket",
                                    "Connection: Upgrade",
                                    "Sec-WebSocket-Version: 8")
                            .reply()
                            .headers())
                    .containsEntry("sec-websocket-version", "13");
            assertThat(odd.sendHead(
                                    start,
                                    caller,
                                    "Upgrade: websocket",
                                    "Connection: keep-alive, Upgrade",
                                    "Sec-WebSocket-Version: 13",
                                    "Sec-WebSocket-Key: short")
                            .reply()
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void keysThatLeadPastTheGateway_areNotMade() throws Exception {
        RawConnection.Reply reply;
        try (RawConnection connection = new RawConnection(kit.gateway.port())) {
            reply = connection
                    .sendHead("POST /v1/realtime/sessions", caller, "Content-Length: 0")
                    .reply();
        }

        assertThat(reply.status()).isEqualTo(404);
        assertThat(error(reply).path("message").asText()).isNotEmpty();
        assertThat(kit.provider.heads).noneSatisfy(head -> assertThat(head).contains("realtime/sessions"));
    }

    @Test
    void budgetThatIsSpent_asksNobody() throws Exception {
        String poor = "Authorization: Bearer "
                + kit.token(RealtimeKit.budget("0.000000001")).secret().text();
        RawConnection.Reply reply = kit.handshake("?model=openai/gpt-realtime-2&nobody-asked", poor);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(error(reply).path("code").asText()).isEqualTo("insufficient_quota");
    }
}
