package dev.serai.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** An OpenTelemetry collector that takes OTLP over HTTP, packed or not, and keeps the spans that it was sent. */
public final class FakeCollector implements AutoCloseable {

    /**
     * A batch as it came. Header names are in lower case.
     *
     * @param bytes unpacked
     */
    public record Received(String path, Map<String, String> headers, byte[] bytes, ExportTraceServiceRequest batch) {

        /** What sent it. */
        public Resource resource() {
            return batch.getResourceSpans(0).getResource();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, List<Recorded>> traces = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean silent;

    public FakeCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} is to be. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Takes nothing from now on, and says so by this status; 200: takes all. */
    public void answers(int with) {
        status = with;
    }

    /** Says nothing at all from now on, or something again. */
    public void isSilent(boolean now) {
        silent = now;
    }

    /** What came, batch by batch, whatever was answered. */
    public List<Received> received() {
        return received;
    }

    /** All bytes that came, in which a secret might be found. */
    public String text() {
        StringBuilder text = new StringBuilder();
        received.forEach(batch -> text.append(batch.batch()).append(new String(batch.bytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** Waits for so many spans of a trace; those that came, in order of their beginnings. */
    public List<Recorded> trace(String id, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (spans(id).size() < count && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        return spans(id).stream()
                .sorted((a, b) ->
                        Long.compare(a.span().getStartTimeUnixNano(), b.span().getStartTimeUnixNano()))
                .toList();
    }

    private List<Recorded> spans(String id) {
        return traces.getOrDefault(id, List.of());
    }

    /** The ids of the traces that have come. */
    public Set<String> traces() {
        return traces.keySet();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            InputStream body = exchange.getRequestBody();
            byte[] bytes =
                    ("gzip".equals(headers.get("content-encoding")) ? new GZIPInputStream(body) : body).readAllBytes();
            ExportTraceServiceRequest batch = ExportTraceServiceRequest.parseFrom(bytes);
            received.add(new Received(exchange.getRequestURI().getPath(), headers, bytes, batch));
            if (silent) {
                closed.await();
            }
            if (status == 200) {
                keep(batch);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(ExportTraceServiceRequest batch) {
        batch.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(this::keep)));
    }

    private void keep(Span span) {
        Recorded recorded = new Recorded(span);
        traces.computeIfAbsent(recorded.trace(), id -> new CopyOnWriteArrayList<>())
                .add(recorded);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
