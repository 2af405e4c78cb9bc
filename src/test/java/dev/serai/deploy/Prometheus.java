package dev.serai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A Prometheus that scrapes a gateway as the shipped file has it, but each second. */
final class Prometheus implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Process process;
    private final Path log;
    private final int port;

    private Prometheus(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param gateway address of the gateway's metrics: host and port
     * @param token for them
     * @param folder where it keeps what it needs
     */
    static Prometheus start(String gateway, String token, Path folder) throws Exception {
        Program program = Program.installed("prometheus", "prometheus");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path file = Files.writeString(folder.resolve("metrics"), token);
        Path rules = Files.createDirectories(folder.resolve("rules"));
        for (Path rule : Shipped.files(Shipped.RULES)) {
            Files.copy(rule, rules.resolve(rule.getFileName()));
        }
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(Shipped.FOLDER.resolve("prometheus/prometheus.yml"))
                        .replace("15s", "1s")
                        .replace("10s", "1s")
                        .replace("serai:8081", gateway)
                        .replace("localhost:9090", "localhost:" + port)
                        .replace(
                                "/etc/prometheus-token/metrics",
                                file.toAbsolutePath().toString()));
        Path log = folder.resolve("prometheus.log");
        Process process = program.start(
                log,
                "--config.file=" + config.toAbsolutePath(),
                "--storage.tsdb.path=" + folder.resolve("data").toAbsolutePath(),
                "--enable-feature=exemplar-storage",
                "--web.listen-address=127.0.0.1:" + port);
        Prometheus prometheus = new Prometheus(process, log, port);
        prometheus.await(() -> prometheus.status("/-/ready") == 200);
        return prometheus;
    }

    /** Asks again until it is so. */
    void await(BooleanSupplier so) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!so.getAsBoolean()) {
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as(Files.readString(log))
                    .isTrue();
            Thread.sleep(50);
        }
    }

    /** What it knows by a query now: numbers, those that are none left out. */
    List<Double> ask(PromQl query) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query.text(), StandardCharsets.UTF_8));
        assertThat(answer.path("status").asText()).as("%s: %s", query, answer).isEqualTo("success");
        List<Double> values = new ArrayList<>();
        answer.path("data").path("result").forEach(series -> {
            double value = series.path("value").path(1).asDouble(Double.NaN);
            if (Double.isFinite(value)) {
                values.add(value);
            }
        });
        return values;
    }

    JsonNode get(String path) {
        try {
            return Json.MAPPER.readTree(send(path).body());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private int status(String path) {
        try {
            return send(path).status();
        } catch (IOException e) {
            return 0;
        }
    }

    private record Answer(int status, String body) {}

    private Answer send(String path) throws IOException {
        try {
            var response = GatewayTest.CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
