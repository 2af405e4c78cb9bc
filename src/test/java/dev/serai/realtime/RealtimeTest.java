package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static dev.serai.realtime.RealtimeKit.KEY;
import static dev.serai.realtime.RealtimeKit.MODEL;
import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.RawConnection;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions over WebSockets: asked for, routed, relayed both ways. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class RealtimeTest {

    private static RealtimeKit kit;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    @Test
    void session_isRelayedBothWays_withTheGatewaysKey() {
        TokenRegistry.Issued caller = kit.token();
        RealtimeClient client = kit.client(caller);
        client.awaitMessage("session.created");
        client.say("{\"type\":\"session.update\",\"a\":1}");
        client.say(CREATE);
        client.awaitMessage("response.done");

        assertThat(kit.provider.messages).contains("{\"type\":\"session.update\",\"a\":1}", CREATE);
        assertThat(kit.provider.heads)
                .anySatisfy(head -> assertThat(head)
                        .startsWith("GET /v1/realtime?model=gpt-realtime ")
                        .contains("Bearer " + KEY))
                .allSatisfy(
                        head -> assertThat(head).doesNotContain(caller.secret().text()));
        int open = kit.open();
        client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        within().until(() -> kit.open() < open);
        within().until(() -> kit.provider.closed.contains(1000));
    }

    @ParameterizedTest
    @CsvSource({
        "?model=azure/spoken-deployment, /openai/v1/realtime?model=spoken-deployment, api-key: " + KEY,
        "?model=azure-classic/spoken-one, /openai/realtime?api-version=2025-04-01-preview&deployment=spoken-one, api-key: "
                + KEY,
        "?model=openai/whisperer&intent=transcription, /v1/realtime?intent=transcription, Bearer " + KEY
    })
    void address_isThatOfTheProvider(String query, String address, String key) {
        RealtimeClient client = kit.client(kit.token(), query);
        client.awaitMessage("session.created");

        assertThat(kit.provider.heads)
                .anySatisfy(head -> assertThat(head)
                        .startsWith("GET " + address + " HTTP/1.1")
                        .contains(key));
        client.socket.abort();
    }

    @Test
    void alias_goesToItsFirstTargetThatTakesTheSession() throws Exception {
        RawConnection.Reply reply = kit.handshake(
                "?model=spoken", "Authorization: Bearer " + kit.token().secret().text(), "OpenAI-Beta: realtime=v1");

        assertThat(reply.status()).isEqualTo(101);
        assertThat(reply.headers())
                .containsEntry("x-serai-provider", "openai")
                .containsEntry("x-serai-model", "gpt-realtime")
                .containsKey("x-request-id");
        assertThat(reply.headers().get("x-serai-attempts"))
                .contains("anthropic/claude-sonnet-4-5 skipped", "openai/refuse-500 500", "openai/gpt-realtime 200");
        assertThat(kit.provider.heads).anySatisfy(head -> assertThat(head).contains("realtime=v1"));
    }

    @Test
    void keyOfABrowser_isInItsProtocols() {
        WebSocket.Builder builder = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(
                        "realtime",
                        "openai-insecure-api-key." + kit.token().secret().text());

        RealtimeClient client = RealtimeClient.connect(builder, kit.gateway.port(), MODEL);

        assertThat(client.socket.getSubprotocol()).isEqualTo("realtime");
        client.socket.abort();
    }

    @Test
    void compression_isNotAgreedOn_andWhatFollowsAtOnceIsNotLost() throws Exception {
        String head = RawConnection.head(
                "GET /v1/realtime" + MODEL,
                "Authorization: Bearer " + kit.token().secret().text(),
                "Sec-WebSocket-Extensions: permessage-deflate",
                String.join("\r\n", RealtimeKit.HANDSHAKE));
        byte[] frame = {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'f', 'i', 'r', 's', 't'};
        try (RawConnection connection = new RawConnection(kit.gateway.port())) {
            byte[] both = ByteBuffer.allocate(head.length() + frame.length)
                    .put(head.getBytes(StandardCharsets.US_ASCII))
                    .put(frame)
                    .array();

            assertThat(connection.send(both).reply().headers()).doesNotContainKey("sec-websocket-extensions");
            within().until(() -> kit.provider.messages.contains("first"));
        }
    }

    @Test
    void messages_ofAnyLength_pass() {
        RealtimeClient client = kit.client(kit.token());
        String spoken = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "y".repeat(2_000_000) + "\"}";
        client.say(spoken);
        client.say("large");
        client.awaitMessage("xxx");

        assertThat(kit.provider.messages).contains(spoken);
        assertThat(client.messages).anySatisfy(it -> assertThat(it).hasSizeGreaterThan(3_000_000));
        client.socket.abort();
    }

    @Test
    void fragmentsAndBytes_passBothWays() {
        RealtimeClient client = kit.client(kit.token());
        client.socket.sendText("{\"type\":\"in p", false).join();
        client.socket.sendText("\u00e4rts\"}", true).join();
        client.socket.sendBinary(ByteBuffer.wrap(new byte[100_000]), true).join();
        client.say("fragments");
        client.awaitMessage("{\"type\":\"in p\u00e4rts\"}");
        client.say("binary");

        within().until(() -> client.binary.stream().mapToInt(it -> it).sum() == 70_000);
        assertThat(kit.provider.messages).contains("{\"type\":\"in p\u00e4rts\"}");
        within().until(() -> !kit.provider.pongs.isEmpty());
        client.socket.abort();
    }

    @Test
    void whatIsNoFrame_endsTheSession() {
        RealtimeClient client = kit.client(kit.token());
        client.say("reserved");

        within().until(() -> client.closed == 1011);
    }

    @Test
    void endOfTheProvider_isToldWithoutItsKey() {
        RealtimeClient client = kit.client(kit.token());
        client.say("say:{\"type\":\"error\",\"error\":{\"message\":\"" + KEY + "\"}}");
        client.awaitMessage("[key]");
        client.say("close");

        within().until(() -> client.closed == 4001);
        assertThat(client.reason).isEqualTo("no [key]");
    }
}
