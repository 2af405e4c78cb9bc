package dev.serai.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A client of a session. */
final class RealtimeClient implements WebSocket.Listener {

    final List<String> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    final List<Integer> binary = new CopyOnWriteArrayList<>();
    volatile int closed;
    volatile String reason = "";
    volatile boolean deaf;
    WebSocket socket;

    static RealtimeClient connect(WebSocket.Builder builder, int port, String query) {
        RealtimeClient client = new RealtimeClient();
        URI address = URI.create("ws://127.0.0.1:" + port + "/v1/realtime" + query);
        client.socket = builder.buildAsync(address, client).join();
        return client;
    }

    static WebSocket.Builder with(String authorization) {
        return HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", authorization);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            messages.add(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        binary.add(data.remaining());
        if (!deaf) {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String why) {
        reason = why;
        closed = code;
        return null;
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    void awaitMessage(String part) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(messages).anySatisfy(it -> assertThat(it).contains(part)));
    }
}
