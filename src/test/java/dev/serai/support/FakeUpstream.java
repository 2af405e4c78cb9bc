package dev.serai.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider on a raw socket: it answers each POST with the script it was given, byte by byte if need be, and records
 * what it received. Everything else (a GET for models) gets a list of models.
 */
public final class FakeUpstream implements AutoCloseable {

    /**
     * A request as it came. Header names are in lower case.
     *
     * @param connection the number of the connection that it came on
     */
    public record Received(int connection, String method, String path, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> aborted = new LinkedBlockingQueue<>();
    private final int kept;
    private volatile Script models = Script.json(200, "{\"object\":\"list\",\"data\":[]}");
    private volatile Function<Received, Script> others = request -> null;
    private volatile Function<Received, Script> answers = request -> Script.json(500, "{}");

    public FakeUpstream() {
        this(Integer.MAX_VALUE);
    }

    /** One that keeps so many bytes of a body that it receives: many large ones would fill the heap of the tests. */
    public FakeUpstream(int kept) {
        this(kept, 0);
    }

    /** One at a port that is free. */
    public FakeUpstream(int kept, int port) {
        this.kept = kept;
        try {
            server = new ServerSocket(port, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::acceptAll);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Answers every POST from now on with this script, and forgets what was received before. */
    public void answer(Script script) {
        answer(request -> script);
    }

    /** Answers every POST from now on with the script that the function chooses. */
    public void answer(Function<Received, Script> chooser) {
        received.clear();
        aborted.clear();
        others = request -> null;
        answers = chooser;
    }

    /** Answers whatever comes, by any method, with the script that the function chooses; a list of models where it gives null. */
    public void answerAll(Function<Received, Script> chooser) {
        answer(chooser);
        others = chooser;
    }

    /** Sets the answer to a GET, with which the gateway asks for models. */
    public void listModels(Script script) {
        this.models = script;
    }

    /** The POSTs since the last {@link #answer}. */
    public List<Received> received() {
        return received;
    }

    public Received last() {
        return received.get(received.size() - 1);
    }

    /** Waits until a client went away before its script was over; false if none did in time. */
    public boolean awaitAbort(long seconds) throws InterruptedException {
        return aborted.poll(seconds, TimeUnit.SECONDS) != null;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        int connection = connections.incrementAndGet();
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            Received request = read(in, connection);
            while (request != null) {
                boolean post = request.method.equals("POST");
                if (post) {
                    received.add(request);
                }
                Script chosen = (post ? answers : others).apply(request);
                if (!post && chosen != null) {
                    received.add(request);
                }
                if (!play(chosen == null ? models : chosen, socket, out, request.path)) {
                    return;
                }
                request = read(in, connection);
            }
        } catch (IOException e) {
            // the peer is gone: what matters of it was recorded in play()
        }
    }

    /** Plays the script; true if the connection can be used again. */
    private boolean play(Script script, Socket socket, OutputStream out, String path) throws IOException {
        try {
            return script.play(socket, out);
        } catch (IOException e) {
            aborted.add(path);
            throw e;
        }
    }

    private Received read(InputStream in, int connection) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        String[] words = start.split(" ", -1);
        return new Received(connection, words[0], words[1], headers, body(in, headers));
    }

    private byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.containsKey("content-length")) {
            part(in, Integer.parseInt(headers.get("content-length")), body);
        } else if ("chunked".equals(headers.get("transfer-encoding"))) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                part(in, size, body);
                line(in);
            }
            line(in);
        }
        return body.toByteArray();
    }

    private void part(InputStream in, int size, ByteArrayOutputStream body) throws IOException {
        int keep = Math.min(size, kept - body.size());
        body.writeBytes(in.readNBytes(keep));
        in.skipNBytes(size - keep);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        received.clear();
        server.close();
    }
}
