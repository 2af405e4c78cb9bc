import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Connections that ask one chat after the other, served by a single thread so that the load itself costs little. */
final class ReloadChats extends Thread {
    static final String BODY = "{\"model\":\"marked\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    volatile long answered;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern MARKS = Pattern.compile("\"marks\":\"([^\"]*)\"");
    private static final int SLOWEST = 60_000;

    private final Marks marks;
    private final int connections;
    private final int rate;
    private final InetSocketAddress address;
    private final byte[] request;
    private final ArrayDeque<SelectionKey> idle = new ArrayDeque<>();
    private final int[] byTenths = new int[10 * SLOWEST + 1];
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private volatile boolean ending;
    private int busy;
    private int failed;
    private int mixed;
    private int wrong;
    private String problem = "";

    /** One connection: what it awaits since when, and what came of it so far. */
    private static final class Asked {
        long nanos;
        int served;
        String text = "";
    }

    ReloadChats(URI gateway, String key, Marks marks, int connections, int rate) {
        this.marks = marks;
        this.connections = connections;
        this.rate = rate;
        setDaemon(true);
        address = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        request = """
                POST /v1/chat/completions HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(gateway.getAuthority(), key, BODY.length(), BODY).getBytes(ISO_8859_1);
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open(selector);
            }
            double due = 0;
            long last = System.nanoTime();
            while (!ending || busy > 0) {
                long now = System.nanoTime();
                due = Math.min(due + (now - last) / 1e9 * rate, connections); // what was missed is not made up for
                last = now;
                while (!ending && !idle.isEmpty() && (rate == 0 || due >= 1)) {
                    ask(idle.poll());
                    due--;
                }
                selector.select(this::ready, idle.isEmpty() || rate == 0 ? 100 : 1);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        idle.add(channel.register(selector, SelectionKey.OP_READ, new Asked()));
    }

    private void ask(SelectionKey key) throws IOException {
        Asked asked = (Asked) key.attachment();
        asked.text = "";
        asked.served = marks.served;
        asked.nanos = System.nanoTime();
        busy++;
        try {
            ((SocketChannel) key.channel()).write(ByteBuffer.wrap(request));
        } catch (IOException e) {
            lost(key, e.toString());
        }
    }

    private void ready(SelectionKey key) {
        Asked asked = (Asked) key.attachment();
        try {
            if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
                lost(key, "closed after '" + asked.text + "'");
                return;
            }
            asked.text += new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
            int body = asked.text.indexOf("\r\n\r\n") + 4;
            Matcher length = LENGTH.matcher(asked.text);
            boolean whole = body > 3 && (length.find() && length.start() < body
                    ? asked.text.length() >= body + Integer.parseInt(length.group(1))
                    : asked.text.endsWith("0\r\n\r\n"));
            if (whole) {
                judge(asked);
                busy--;
                if (asked.text.lastIndexOf("\r\nConnection: close\r\n", body) < 0) {
                    idle.add(key);
                } else { // as announced, no failure of its own
                    key.channel().close();
                    open(key.selector());
                }
            }
        } catch (IOException e) {
            try {
                lost(key, e.toString());
            } catch (IOException again) {
                fail(again.toString());
            }
        }
    }

    private void judge(Asked asked) {
        byTenths[(int) Math.min((System.nanoTime() - asked.nanos) / 100_000, 10 * SLOWEST)]++;
        answered++;
        Matcher found = MARKS.matcher(asked.text);
        if (!asked.text.startsWith("HTTP/1.1 200 ") || !found.find()) {
            fail(asked.text);
            return;
        }
        int[] numbers = Arrays.stream(found.group(1).split(" ")).mapToInt(Integer::parseInt).toArray();
        if (numbers.length != 5 || Arrays.stream(numbers).distinct().count() != 1) {
            mixed++;
            problem = "mixed: " + found.group();
        } else if (numbers[0] < asked.served || numbers[0] > marks.offered) {
            wrong++;
            problem = numbers[0] + " answered while " + asked.served + " to " + marks.offered + " served";
        }
    }

    private void lost(SelectionKey key, String why) throws IOException {
        if (idle.remove(key)) {
            why = "closed while idle";
        } else {
            busy--;
        }
        fail(why);
        key.channel().close();
        open(key.selector());
    }

    private void fail(String why) {
        failed++;
        problem = why;
    }

    /** Awaits what was asked; what does not come in time has failed. */
    void end() throws InterruptedException {
        ending = true;
        join(30_000);
        if (isAlive()) {
            fail(busy + " chats unanswered after 30 s");
        }
    }

    boolean good() {
        return problem.isEmpty();
    }

    String report() {
        return connections == 0 ? "" : "%10d chats: %d failed, %d mixed, %d of a wrong generation; %s%n%s".formatted(
                answered, failed, mixed, wrong,
                "p50 %.1f ms, p99 %.1f ms, slowest %.1f ms".formatted(slowest(0.5), slowest(0.99), slowest(1)),
                good() ? "" : "  FAILED: " + problem + "\n");
    }

    private double slowest(double part) {
        long left = (long) Math.ceil(part * answered);
        int tenths = 0;
        while (tenths < byTenths.length - 1 && (left -= byTenths[tenths]) > 0) {
            tenths++;
        }
        return tenths / 10.0;
    }
}
