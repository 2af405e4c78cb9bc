package dev.serai.realtime;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A provider of realtime sessions: it notes what it is told, and answers each {@code response.create} at once. */
final class FakeRealtime implements AutoCloseable {

    private static final String CREATED = "{\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}";
    private static final String DONE = """
        {"type":"response.done","response":{"id":"r","status":"completed","usage":{"total_tokens":30,"input_tokens":20,\
        "output_tokens":10,"input_token_details":{"cached_tokens":4,"audio_tokens":15,"text_tokens":5},\
        "output_token_details":{"audio_tokens":8,"text_tokens":2}}}}\
        """;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int LAST = 0x80;
    static final long FLOOD = 200_000_000;

    final List<String> heads = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    final List<Integer> binary = new CopyOnWriteArrayList<>();
    final List<Integer> pongs = new CopyOnWriteArrayList<>();
    final List<Integer> closed = new CopyOnWriteArrayList<>();
    final AtomicLong flooded = new AtomicLong();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ServerSocket socket;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    FakeRealtime() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    FakeRealtime(ServerSocket socket) {
        this.socket = socket;
        run(this::accept);
    }

    private static void run(Runnable what) {
        Thread thread = new Thread(what, "fake-realtime");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                run(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            String head = FakeFrames.head(in);
            heads.add(head);
            if (head.contains("refuse-")) {
                refuse(out, head.replaceFirst("(?s).*refuse-(\\d+).*", "$1"));
                return;
            }
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + FakeFrames.accepted(head) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            FakeFrames.send(out, "{\"type\":\"session.created\"}");
            for (String message = message(in); message != null; message = message(in)) {
                messages.add(message);
                answer(client, out, message);
            }
        } catch (IOException e) {
            messages.add("gone");
        }
    }

    private static void refuse(OutputStream out, String status) throws IOException {
        String body =
                "{\"error\":{\"message\":\"No, sk-provider-key\",\"type\":\"invalid_request_error\",\"code\":\"no\"}}";
        out.write(("HTTP/1.1 " + status + " No\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void answer(Socket client, OutputStream out, String message) throws IOException {
        if (message.contains("refused")) {
            FakeFrames.send(out, "{\"type\":\"error\",\"error\":{\"code\":\"active_response\"}}");
        } else if (message.contains("response.create")) {
            FakeFrames.send(out, CREATED);
            FakeFrames.send(out, DONE);
        } else if (message.equals("begin")) {
            FakeFrames.send(out, CREATED);
        } else if (message.startsWith("say:")) {
            FakeFrames.send(out, message.substring("say:".length()));
        } else if (message.equals("long done")) {
            FakeFrames.send(out, CREATED);
            FakeFrames.send(out, DONE.replace("\"usage\"", "\"output\":[\"" + "z".repeat(2_000_000) + "\"],\"usage\""));
        } else if (message.equals("cut")) {
            client.close();
        } else if (message.equals("close")) {
            FakeFrames.frame(out, LAST | CLOSE, "\u000f\u00a1no sk-provider-key".getBytes(StandardCharsets.ISO_8859_1));
        } else if (message.equals("fragments")) {
            FakeFrames.frame(out, TEXT, "{\"type\":\"in p".getBytes(StandardCharsets.UTF_8));
            FakeFrames.frame(out, LAST | PING, new byte[] {1});
            byte[] rest = "\u00e4rts\"}".getBytes(StandardCharsets.UTF_8);
            FakeFrames.frame(out, 0, new byte[] {rest[0]});
            FakeFrames.frame(out, LAST, Arrays.copyOfRange(rest, 1, rest.length));
        } else if (message.equals("binary")) {
            FakeFrames.frame(out, LAST | BINARY, new byte[70_000]);
        } else if (message.equals("reserved")) {
            FakeFrames.frame(out, LAST | 0x40 | TEXT, new byte[1]);
        } else if (message.equals("flood")) {
            flood(out);
        } else if (message.equals("deaf")) {
            awaitEnd();
        } else if (message.equals("large")) {
            FakeFrames.send(out, "{\"type\":\"large\",\"delta\":\"" + "x".repeat(3_000_000) + "\"}");
        }
    }

    private void flood(OutputStream out) throws IOException {
        byte[] much = new byte[1 << 16];
        while (flooded.get() < FLOOD) {
            FakeFrames.frame(out, LAST | BINARY, much);
            flooded.addAndGet(much.length);
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next one, of however many frames; null at the end. */
    private String message(DataInputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] data = in.readNBytes(length);
            for (int i = 0; i < data.length; i++) {
                data[i] ^= mask[i % 4];
            }
            if ((first & 0xf) == CLOSE) {
                closed.add(((data[0] & 0xff) << 8) | (data[1] & 0xff));
                return null;
            }
            if ((first & 0xf) == PING + 1) {
                pongs.add(data.length);
                continue;
            }
            if ((first & 0xf) == BINARY) {
                binary.add(data.length);
            }
            message.writeBytes(data);
            if ((first & 0x80) != 0) {
                return message.toString(StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
