package dev.serai.support;

import dev.serai.Serai;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A whole gateway in a JVM of its own, with a heap of its own size, which ends where that is not enough. */
public final class SmallGateway implements AutoCloseable {

    private static final int BEGINNING = 200;

    private final int port;
    private final Process process;
    private final Path log;

    private SmallGateway(int port, Process process, Path log) {
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** Starts one whose providers are the upstream, each under its own path, and waits until it is ready. */
    public static SmallGateway start(String heap, FakeUpstream upstream, String... providers) throws Exception {
        Map<String, String> properties = new HashMap<>();
        for (String provider : providers) {
            String prefix = GatewayTest.environmentPrefix(provider);
            properties.put(prefix + "_BASE_URL", upstream.url() + "/" + provider);
            properties.put(prefix + "_API_KEY", GatewayTest.PROVIDER_KEY);
        }
        return start(heap, "-XX:+ExitOnOutOfMemoryError", properties);
    }

    /** Starts one that goes on where its heap is not enough. */
    public static SmallGateway startLasting(String heap, Map<String, String> properties) throws Exception {
        return start(heap, "-XX:-ExitOnOutOfMemoryError", properties);
    }

    private static SmallGateway start(String heap, String atTheEnd, Map<String, String> properties) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String data = "target/data/" + UUID.randomUUID();
        Path log = Path.of(data + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                atTheEnd,
                "-cp",
                System.getProperty("java.class.path"),
                Serai.class.getName(),
                "--server.port=" + port,
                "--serai.data=" + data,
                "--serai.anonymous=loopback",
                "--serai.breaker.window=0",
                "--SERAI_RETRIES=0",
                "--management.endpoint.health.show-details=always"));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SmallGateway gateway = new SmallGateway(port, process, log);
        gateway.awaitReady();
        return gateway;
    }

    private void awaitReady() throws Exception {
        for (int i = 0; i < 600; i++) {
            try {
                if (get("/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("It did not start: " + Files.readString(log), e);
                }
            }
            Thread.sleep(200);
        }
        close();
        throw new IllegalStateException("It is not ready: " + Files.readString(log));
    }

    /** The names of its threads that are no pool's, as its own JVM tells them. */
    public Set<String> threads() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        Set<String> names = new TreeSet<>();
        for (String line : new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
            int end = line.indexOf('"', 1);
            if (line.startsWith("\"") && end > 0) {
                names.add(line.substring(1, end));
            }
        }
        return names;
    }

    /** What it has written so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    public HttpResponse<String> get(String path) throws Exception {
        return client().send(request(path).build(), BodyHandlers.ofString());
    }

    /** POSTs a body. */
    public HttpResponse<String> post(String path, String body) throws Exception {
        return client().send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** An answer's status, and the first of its bytes. */
    public record Answer(int status, String beginning) {}

    /**
     * POSTs a body, and reads the whole answer without keeping it: many large ones would fill the heap of the tests. Headers
     * are name, value, name, value.
     */
    public Answer exchange(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = client().send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream answer = response.body()) {
            String beginning = new String(answer.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            answer.transferTo(OutputStream.nullOutputStream());
            return new Answer(response.statusCode(), beginning);
        }
    }

    /** Each request has a connection of its own: many of them are closed before they were sent. */
    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
