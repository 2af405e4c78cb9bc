package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.RawConnection;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many sessions there may be, for how long, and what becomes of them when the gateway stops. */
@Timeout(60)
class SessionBoundsTest {

    private static RealtimeKit kit;

    @BeforeAll
    static void start() throws Exception {
        kit = new RealtimeKit(Map.of(
                "serai.realtime.sessions-of-one", "1",
                "serai.realtime.sessions", "3",
                "serai.realtime.idle", "4s",
                "serai.clients.write-timeout", "1s"));
    }

    @AfterAll
    static void stop() throws Exception {
        kit.close();
    }

    private static int asked(TokenRegistry.Issued token) throws Exception {
        return kit.handshake(
                        RealtimeKit.MODEL,
                        "Authorization: Bearer " + token.secret().text())
                .status();
    }

    @Test
    void project_hasSoManySessions_andRoomAgainWhenOneHasEnded() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        RealtimeClient client = kit.client(caller);
        client.awaitMessage("session.created");

        RawConnection.Reply second = kit.handshake(
                RealtimeKit.MODEL, "Authorization: Bearer " + caller.secret().text());
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.body()).contains("too_many_sessions");

        client.socket.abort();
        within().until(() -> asked(caller) == 101);
    }

    @Test
    void refusedSession_leavesNoPlaceTaken() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        for (int i = 0; i < 3; i++) {
            assertThat(kit.handshake(
                                    "?model=openai/refuse-404",
                                    "Authorization: Bearer " + caller.secret().text())
                            .status())
                    .isEqualTo(404);
        }

        within().until(() -> asked(caller) == 101);
    }

    @Test
    void silence_endsASession() {
        RealtimeClient client = kit.client(kit.token());
        client.awaitMessage("session.created");

        within().until(() -> client.closed == 1001);
        assertThat(client.reason).contains("Nothing was said");
    }

    @Test
    void clientThatTakesNothing_holdsUpTheProvider_andThenLosesTheSession() {
        RealtimeClient client = kit.client(kit.token());
        client.awaitMessage("session.created");
        client.deaf = true;
        long before = kit.provider.flooded.get();
        client.say("flood");

        within().until(() -> kit.provider.messages.contains("gone"));
        assertThat(kit.provider.flooded.get() - before).isLessThan(FakeRealtime.FLOOD / 2);
        client.socket.abort();
    }

    @Test
    void providerThatTakesNothing_holdsUpTheClient_andThenLosesTheSession() {
        RealtimeClient client = kit.client(kit.token());
        client.say("deaf");
        CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> sendUntilTheEnd(client));

        within().until(() -> client.closed == 1011 || sent.isDone());
        assertThat(sent.isDone() ? sent.join() : 0).isLessThan(2000);
        client.socket.abort();
    }

    private static int sendUntilTheEnd(RealtimeClient client) {
        int pieces = 0;
        try {
            for (; pieces < 2000; pieces++) {
                client.socket.sendBinary(ByteBuffer.allocate(1 << 16), true).join();
            }
        } catch (RuntimeException e) {
            return pieces;
        }
        return pieces;
    }
}
