import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Opens many streams at once, first straight at the upstream, then through the gateway, and compares how late each
 * event arrives: {@code java StreamLoad.java DIRECT GATEWAY GATEWAY_PID KEY MODEL STREAMS RATE EVENTS WARMUP}.
 */
public final class StreamLoad {
    private final Path gateway;
    private volatile String halfWay = "no figures";

    private StreamLoad(String pid) {
        gateway = Path.of("/proc", pid);
    }

    /** Prints the comparison; exit code 1 unless every stream was complete. */
    public static void main(String[] args) throws IOException {
        int[] n = Arrays.stream(args).skip(5).mapToInt(Integer::parseInt).toArray();
        Plan warmup = new Plan(args[3], args[4], Math.min(n[0], 200), 50, 50 * n[3]);
        Plan plan = new Plan(args[3], args[4], n[0], n[1], n[2]);
        boolean complete = new StreamLoad(args[2]).compare(URI.create(args[0]), URI.create(args[1]), warmup, plan);
        System.exit(complete ? 0 : 1);
    }

    private boolean compare(URI upstream, URI address, Plan warmup, Plan plan) throws IOException {
        new Load(upstream, warmup, () -> {}).run();
        new Load(address, warmup, () -> {}).run();
        Load direct = new Load(upstream, plan, () -> {}).run();
        Load through = new Load(address, plan, () -> halfWay = figures()).run();

        System.out.printf("%n%25s%14s%19s%19s%n", "completed", "events/s", "delay p50 / p99", "first p50 / p99");
        direct.print("direct");
        through.print("gateway");
        System.out.printf("%-39s%s%s%n", "added",
                pair(through.delays.ms(50) - direct.delays.ms(50), through.delays.ms(99) - direct.delays.ms(99)),
                pair(through.firsts.ms(50) - direct.firsts.ms(50), through.firsts.ms(99) - direct.firsts.ms(99)));
        System.out.printf("%ngateway half way: %s; at its peak %d MB%n", halfWay, status("VmHWM") / 1024);
        return direct.complete() && through.complete();
    }

    static String pair(double p50, double p99) {
        return "%9.2f /%8.2f".formatted(p50, p99);
    }

    private String figures() {
        try (var descriptors = Files.list(gateway.resolve("fd"))) {
            return "%d MB resident, %d threads, %d file descriptors"
                    .formatted(status("VmRSS") / 1024, status("Threads"), descriptors.count());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(gateway.resolve("status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}

/** What is asked for: so many streams of so many events, each with {@code rate} events per second. */
record Plan(String key, String model, int streams, int rate, int events) {

    byte[] request(URI target) {
        String body = """
                {"model":"%s","stream":true,"max_tokens":1000,"messages":[{"role":"user",\
                "content":"Send %d events at %d per second."}]}"""
                .formatted(model, events, rate);
        return """
                POST /v1/chat/completions HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s"""
                .formatted(target.getAuthority(), key, body.length(), body)
                .getBytes(ISO_8859_1);
    }
}

/** One run of a plan. A single thread serves all streams, so that the load itself costs little and stays even. */
final class Load {
    /** Streams are opened at this pace, so that it is not the accept queue that is measured. */
    private static final int OPENED_PER_SECOND = 1000;

    final Samples delays;
    final Samples firsts;

    private final Plan plan;
    private final Runnable halfWay;
    private final InetSocketAddress address;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private int started;
    private int ended;
    private int completed;
    private double seconds;
    private String problem = "late";

    Load(URI target, Plan plan, Runnable halfWay) {
        this.plan = plan;
        this.halfWay = halfWay;
        address = new InetSocketAddress(target.getHost(), target.getPort());
        request = plan.request(target);
        delays = new Samples(plan.streams() * plan.events());
        firsts = new Samples(plan.streams());
    }

    Load run() throws IOException {
        long begin = System.nanoTime();
        double limit = (double) plan.streams() / OPENED_PER_SECOND + 2.0 * plan.events() / plan.rate() + 30;
        try (Selector selector = Selector.open()) {
            while (ended < plan.streams() && seconds < limit) {
                while (started < plan.streams() && started <= seconds * OPENED_PER_SECOND) {
                    open(selector);
                }
                selector.select(this::ready, started < plan.streams() ? 1 : 100);
                seconds = (System.nanoTime() - begin) / 1e9;
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return this;
    }

    private void open(Selector selector) throws IOException {
        started++;
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_CONNECT, new Answer());
        channel.connect(address);
    }

    private void ready(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Answer answer = (Answer) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                answer.asked = now();
                channel.write(ByteBuffer.wrap(request));
            } else if (!read(channel, answer)) {
                end(key, answer.failure());
            }
        } catch (IOException | RuntimeException e) {
            end(key, e.toString());
        }
    }

    /** False at the end of the answer. */
    private boolean read(SocketChannel channel, Answer answer) throws IOException {
        boolean open = channel.read(buffer.clear()) >= 0;
        long arrived = now();
        buffer.flip();
        while (open && buffer.hasRemaining()) {
            open = answer.take((char) buffer.get());
            if (answer.stamp > 0) {
                count(answer, arrived);
            }
        }
        return open;
    }

    private void count(Answer answer, long arrived) {
        delays.add(arrived - answer.stamp);
        answer.stamp = 0;
        if (++answer.events == 1) {
            firsts.add(arrived - answer.asked);
        }
        if (delays.size() == plan.streams() * plan.events() / 2) {
            new Thread(halfWay).start();
        }
    }

    private void end(SelectionKey key, String failure) {
        ended++;
        Answer answer = (Answer) key.attachment();
        if (failure.isEmpty() && answer.events == plan.events()) {
            completed++;
        } else {
            problem = failure + " after " + answer.events + " events";
        }
        try {
            key.channel().close();
        } catch (IOException e) {
            problem = e.toString();
        }
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    boolean complete() {
        return completed == plan.streams();
    }

    void print(String name) {
        System.out.printf("%-10s%13.2f %%%14.0f%s%s%n", name, 100.0 * completed / plan.streams(),
                delays.size() / seconds, StreamLoad.pair(delays.ms(50), delays.ms(99)),
                StreamLoad.pair(firsts.ms(50), firsts.ms(99)));
        if (!complete()) {
            System.out.printf("  FAILED: %d streams; %s%n", plan.streams() - completed, problem);
        }
    }
}

/** A streamed answer, read byte by byte: the chunks of HTTP may cut an event anywhere. */
final class Answer {
    long asked;
    long stamp;
    int events;

    private final StringBuilder frame = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private boolean inBody;
    private boolean chunked;
    private long chunkLeft;
    private boolean done;
    private String failure = "";

    /** Why the answer is not a good one, or nothing. */
    String failure() {
        return failure.isEmpty() && !done ? "ended without [DONE]" : failure;
    }

    /** Takes a character; false when the answer ended with it. */
    boolean take(char c) {
        StringBuilder part = inBody && (!chunked || chunkLeft-- > 0) ? line : frame;
        if (c != '\n') {
            part.append(c);
            return true;
        }
        String text = part.toString().strip();
        part.setLength(0);
        if (part == line) {
            event(text);
            return true;
        }
        return inBody ? chunk(text) : header(text);
    }

    private boolean header(String text) {
        if (text.startsWith("HTTP/") && !text.startsWith("HTTP/1.1 200")) {
            failure = text;
            return false;
        }
        chunked |= text.equalsIgnoreCase("Transfer-Encoding: chunked");
        inBody = text.isEmpty();
        return true;
    }

    private boolean chunk(String size) {
        chunkLeft = size.isEmpty() ? 0 : Long.parseLong(size.replaceAll(";.*", ""), 16);
        return size.isEmpty() || chunkLeft > 0;
    }

    private void event(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            stamp = Long.parseLong(text, at + 1, at + 17, 10);
        } else if (text.startsWith("data: {\"error\"")) {
            failure = text;
        }
        done |= text.equals("data: [DONE]");
    }
}

/** Durations in microseconds. */
final class Samples {
    private final long[] micros;
    private int size;

    Samples(int capacity) {
        micros = new long[capacity];
    }

    void add(long duration) {
        micros[size++] = duration;
    }

    int size() {
        return size;
    }

    /** A percentile in milliseconds. */
    double ms(int percentile) {
        Arrays.sort(micros, 0, size);
        return size == 0 ? Double.NaN : micros[(int) ((size - 1L) * percentile / 100)] / 1000.0;
    }
}
