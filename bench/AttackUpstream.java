import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A provider that answers each request in another wrong way: {@code AttackUpstream PORT SEED}. */
public final class AttackUpstream {
    private static final byte[] BLOCK = "x".repeat(64 << 10).getBytes(ISO_8859_1);
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    private static final String CHUNK = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
    private static final int MANY = 200_000;
    private static final int MOST_BYTES = 128 << 20;

    private final Random random;

    private AttackUpstream(long seed) {
        random = new Random(seed);
    }

    /** Listens until it is killed. */
    public static void main(String[] args) throws IOException {
        long seed = Long.parseLong(args[1]);
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 4096, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                AttackUpstream one = new AttackUpstream(seed++);
                Thread thread = new Thread(() -> one.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(20_000);
            socket.setSendBufferSize(64 << 10);
            if (random.nextInt(20) > 0) {
                readRequest(socket.getInputStream());
            } // else answers before it has read
            misbehave(socket, socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the gateway has had enough
        }
    }

    private static void readRequest(InputStream socket) throws IOException {
        InputStream in = new BufferedInputStream(socket);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0 || head.size() > 64 << 10) {
                return;
            }
            head.write(b);
        }
        String lower = head.toString(ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        int length = lower.indexOf("content-length: ");
        if (length >= 0) {
            in.skipNBytes(Long.parseLong(lower.substring(length + 16, lower.indexOf("\r\n", length))));
        }
    }

    private void misbehave(Socket socket, OutputStream out) throws IOException, InterruptedException {
        switch (random.nextInt(24)) {
            case 0 -> headers(out, random.nextInt(MANY));
            case 1 -> longLine(out, "HTTP/1.1 200 OK\r\nX-Long: ", random.nextInt(MOST_BYTES));
            case 2 -> longLine(out, WHOLE + "\r\n{\"choices\":[{\"message\":{\"content\":\"", random.nextInt(MOST_BYTES));
            case 3 -> longLine(out, STREAM + "data: ", random.nextInt(MOST_BYTES));
            case 4 -> write(out, WHOLE + "Content-Length: 2000000000\r\n\r\n{");
            case 5 -> announce(socket, out);
            case 6 -> noise(out, 1 + random.nextInt(100_000));
            case 7 -> write(out, STREAM + CHUNK.formatted("cut"));
            case 8 -> events(out, 1 + random.nextInt(5000), "word ");
            case 9 -> events(out, 1 + random.nextInt(2000), "<think>");
            case 10 -> write(out, STREAM + ":\n".repeat(random.nextInt(MANY)) + "data: [DONE]\n\n");
            case 11 -> write(out, STREAM + "\n".repeat(random.nextInt(MANY)));
            case 12 -> write(out, WHOLE + "\r\n" + "[".repeat(random.nextInt(MANY)));
            case 13 -> write(out, WHOLE + "\r\n{\"usage\":{\"prompt_tokens\":1e999999999,\"completion_tokens\":-7},\"choices\":[]}");
            case 14 -> write(out, WHOLE + "\r\n{\"choices\":[{\"message\":{\"content\":null}}],\"usage\":\"none\"}");
            case 15 -> write(out, "HTTP/1.1 100 Continue\r\n\r\n".repeat(random.nextInt(10_000)));
            case 16 -> write(out, "HTTP/1.1 429 No\r\nRetry-After: 1e99\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
                    + "{\"error\":{\"code\":\"" + "c".repeat(59_000) + "\"}}");
            case 17 -> write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nffffffffff\r\n");
            case 18 -> trailers(out);
            case 19 -> write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\nabc");
            case 20 -> socket.setSoLinger(true, 0);
            case 21 -> Thread.sleep(random.nextInt(15_000));
            case 22 -> events(out, 1, "a".repeat(random.nextInt(4 << 20)));
            default -> embeddings(out);
        }
    }

    private void headers(OutputStream out, int count) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < count; i++) {
            head.append("x-ratelimit-").append(i).append(": ").append(i).append("\r\n");
        }
        write(out, head + "\r\n{}");
    }

    private void longLine(OutputStream out, String begin, int bytes) throws IOException {
        write(out, begin);
        for (int sent = 0; sent < bytes; sent += BLOCK.length) {
            out.write(BLOCK);
        }
    }

    private void announce(Socket socket, OutputStream out) throws IOException, InterruptedException {
        write(out, WHOLE + "Content-Length: 300000000\r\n\r\n{");
        Thread.sleep(random.nextInt(10_000));
        socket.shutdownOutput();
    }

    private void noise(OutputStream out, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        write(out, random.nextBoolean() ? STREAM : WHOLE + "\r\n");
        out.write(noise);
    }

    private void events(OutputStream out, int count, String text) throws IOException {
        write(out, STREAM);
        for (int i = 0; i < count; i++) {
            write(out, CHUNK.formatted(text));
        }
        write(out, random.nextBoolean() ? "data: [DONE]\n\n" : "");
    }

    private void trailers(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n"
                + "X-Trailer: t\r\n".repeat(random.nextInt(MANY)) + "\r\n");
    }

    private void embeddings(OutputStream out) throws IOException {
        String vector = "0.0123456789,".repeat(1 + random.nextInt(3000)) + "1";
        StringBuilder answer = new StringBuilder("{\"object\":\"list\",\"model\":\"m\",\"data\":[");
        for (int i = random.nextInt(300); i >= 0; i--) {
            answer.append("{\"object\":\"embedding\",\"index\":").append(i).append(",\"embedding\":[")
                    .append(vector).append("]}").append(i > 0 ? "," : "");
        }
        write(out, WHOLE + "\r\n" + answer + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }
}
