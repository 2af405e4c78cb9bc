import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/** Chats of some connections that take turns with some tokens, at a rate of all together or each as soon as it may. */
final class FloodLoad {
    /** From {@code began} to {@code ended} in nanoseconds, due before that; status 0: no answer. */
    record Chat(long due, long began, long ended, int status) {
        long nanos() {
            return ended - began;
        }
    }

    private static final long MOST_BEHIND_NANOS = 1_000_000_000L;

    private final AccountingGateway gateway;
    private final String model;
    private final Queue<Chat> chats = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long began = System.nanoTime();
    private volatile boolean ending;
    private long ended;

    private FloodLoad(AccountingGateway gateway, String model) {
        this.gateway = gateway;
        this.model = model;
    }

    /** Begins; a rate of 0: each connection asks again as soon as it is answered. */
    static FloodLoad start(AccountingGateway gateway, String model, List<String> tokens, int connections, double rate) {
        FloodLoad load = new FloodLoad(gateway, model);
        long pause = rate == 0 ? 0 : (long) (1e9 * connections / rate);
        for (int i = 0; i < connections; i++) {
            String token = tokens.get(i % tokens.size());
            long first = load.began + pause * i / connections;
            load.threads.add(new Thread(() -> load.ask(token, first, pause)));
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    /** Ends when what is under way is answered. */
    FloodLoad end() throws InterruptedException {
        ending = true;
        ended = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
        return this;
    }

    private void ask(String token, long first, long pause) {
        long due = first;
        while (!ending) {
            try (AccountingGateway.Caller caller = gateway.caller()) {
                boolean open = true;
                while (open && !ending) {
                    // who fell behind does not catch up at once: that would be another load
                    due = Math.max(due, System.nanoTime() - MOST_BEHIND_NANOS);
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                    open = chat(caller, token, due);
                    due += pause;
                }
            } catch (IOException e) {
                // counted as a failure; the next chat has a new connection
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** False where the gateway closes the connection, as Tomcat does after a 503. */
    private boolean chat(AccountingGateway.Caller caller, String token, long due) throws IOException {
        long asked = System.nanoTime();
        try {
            AccountingGateway.Answer answer =
                    caller.ask(token, "flood-" + asked, model, false, "Hello", Integer.MAX_VALUE);
            chats.add(new Chat(due, asked, answer.nanos(), answer.status()));
            return !answer.text().contains("\r\nConnection: close\r\n");
        } catch (IOException e) {
            chats.add(new Chat(due, asked, System.nanoTime(), 0));
            throw e;
        }
    }

    double perSecond(int... statuses) {
        return of(statuses).count() * 1e9 / (ended - began);
    }

    long count(int... statuses) {
        return of(statuses).count();
    }

    /** Chats that were neither answered nor refused as they have to be. */
    long failed() {
        return chats.size() - count(200, 429, 503);
    }

    /** The 99th percentile of those that came to one of these ends, in milliseconds. */
    double p99(int... statuses) {
        long[] sorted = of(statuses).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * 0.99)] / 1e6;
    }

    /** How late chats were asked that had a time: the 99th percentile, in milliseconds. */
    double p99Lag() {
        long[] sorted = chats.stream().mapToLong(it -> it.began - it.due).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * 0.99)] / 1e6;
    }

    /** Seconds from a moment to the end of the last chat after it that was no 200 or took longer than this. */
    double recovered(long moment, double mostMillis) {
        long last = chats.stream()
                .filter(it -> it.ended > moment && (it.status != 200 || it.nanos() > mostMillis * 1e6))
                .mapToLong(Chat::ended)
                .max()
                .orElse(moment);
        return (last - moment) / 1e9;
    }

    /** The same chats without those that began outside a span. */
    FloodLoad between(long from, long to) {
        FloodLoad part = new FloodLoad(gateway, model);
        chats.stream().filter(it -> it.began >= from && it.began < to).forEach(part.chats::add);
        return part;
    }

    /** The chats of both. */
    FloodLoad and(FloodLoad other) {
        FloodLoad both = new FloodLoad(gateway, model);
        both.chats.addAll(chats);
        both.chats.addAll(other.chats);
        return both;
    }

    private LongStream of(int... statuses) {
        return chats.stream()
                .filter(it -> Arrays.stream(statuses).anyMatch(status -> status == it.status))
                .mapToLong(Chat::nanos);
    }
}
