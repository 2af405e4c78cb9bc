package dev.serai.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link FakeUpstream} does with a request, step by step:
 * {@code Script.stream().send("data: …\n\n").pause(100).cut()}.
 */
public final class Script {

    @FunctionalInterface
    private interface Step {
        /** True if the connection goes on. */
        boolean play(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private final List<Step> steps = new ArrayList<>();

    private Script() {}

    /** A script that begins with nothing sent at all. */
    public static Script silent() {
        return new Script();
    }

    /** A whole answer with a length. Headers are lines such as {@code Retry-After: 1}. */
    public static Script json(int status, String body, String... headers) {
        return typed(status, "application/json", body, headers);
    }

    /** A whole answer of any content type; null for none. */
    public static Script typed(int status, String contentType, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Script()
                .raw(head(status, contentType, headers) + "Content-Length: " + bytes.length + "\r\n\r\n")
                .raw(bytes);
    }

    /** The head of a 200 event stream, chunked; end it with {@link #end} or break it. */
    public static Script stream(String... headers) {
        return streamOf("text/event-stream", headers);
    }

    /** The same of another content type. */
    public static Script streamOf(String contentType, String... headers) {
        return new Script().raw(head(200, contentType, headers) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    private static String head(int status, String contentType, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
        if (contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    /** Bytes as they are, outside any chunk. */
    public Script raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    private Script raw(byte[] bytes) {
        return step((socket, out) -> {
            out.write(bytes);
            out.flush();
            return true;
        });
    }

    /** One chunk. */
    public Script send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One chunk. */
    public Script send(byte[] bytes) {
        return step((socket, out) -> {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
    }

    /** Chunks of {@code size} bytes, cut wherever that falls, in UTF-8 sequences too. */
    public Script dribble(String text, int size) {
        return dribble(text.getBytes(StandardCharsets.UTF_8), size);
    }

    /** Chunks of {@code size} bytes, cut wherever that falls. */
    public Script dribble(byte[] bytes, int size) {
        for (int i = 0; i < bytes.length; i += size) {
            send(java.util.Arrays.copyOfRange(bytes, i, Math.min(i + size, bytes.length)));
        }
        return this;
    }

    public Script pause(long millis) {
        return step((socket, out) -> {
            Thread.sleep(millis);
            return true;
        });
    }

    /** Does something of the test's when it gets there. */
    public Script then(Runnable action) {
        return step((socket, out) -> {
            action.run();
            return true;
        });
    }

    /** Goes on when the test says so, or gives the connection up if it never does. */
    public Script await(CountDownLatch latch) {
        return step((socket, out) -> latch.await(30, TimeUnit.SECONDS));
    }

    /** The last chunk: a clean end. */
    public Script end() {
        return raw("0\r\n\r\n");
    }

    /** Closes the connection in the middle of the answer. */
    public Script close() {
        return step((socket, out) -> false);
    }

    /** Breaks the connection with a TCP reset. */
    public Script reset() {
        return step((socket, out) -> {
            socket.setSoLinger(true, 0);
            return false;
        });
    }

    /** Sends nothing more until the peer goes away, at most for {@code seconds}; its going counts as an abort. */
    public Script stall(int seconds) {
        return step((socket, out) -> {
            socket.setSoTimeout(seconds * 1000);
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the peer went away");
            }
            return false;
        });
    }

    private Script step(Step step) {
        steps.add(step);
        return this;
    }

    boolean play(Socket socket, OutputStream out) throws IOException {
        try {
            for (Step step : steps) {
                if (!step.play(socket, out)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
