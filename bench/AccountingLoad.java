import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Whole chats and streams, each with a request id of its own, from some connections, and what was answered. */
final class AccountingLoad {
    private record Answered(String id, long nanos) {}

    private final AccountingGateway gateway;
    private final String key;
    private final String prefix;
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    private AccountingLoad(AccountingGateway gateway, String key, String prefix) {
        this.gateway = gateway;
        this.key = key;
        this.prefix = prefix;
    }

    /**
     * {@code GATEWAY KEY FILE PREFIX CONNECTIONS RATE MILLIS [PID]}: adds a line {@code ID AGE} for each answered request to
     * the file. RATE is of all connections together; 0: each asks again as soon as it is answered. PID is killed at the end
     * in the middle of it; without it, requests under way are awaited.
     */
    static void run(String[] args) throws Exception {
        AccountingLoad load = new AccountingLoad(new AccountingGateway(args[0], ""), args[1], args[3]);
        int connections = Integer.parseInt(args[4]);
        double rate = Double.parseDouble(args[5]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(new Thread(() -> load.ask((long) (1e9 * connections / rate))));
        }
        threads.forEach(Thread::start);
        Thread.sleep(Long.parseLong(args[6]));
        load.ending = true;
        long end = System.nanoTime();
        if (args.length > 7) {
            ProcessHandle.of(Long.parseLong(args[7])).orElseThrow().destroyForcibly();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Files.write(Path.of(args[2]), load.lines(end), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        load.report(args.length > 7);
    }

    private List<String> lines(long end) {
        return answered.stream().map(it -> "%s %.3f".formatted(it.id, (end - it.nanos) / 1e6)).toList();
    }

    /** Where the gateway is killed only failures are worth a row. */
    private void report(boolean killed) {
        failures.stream().limit(3).forEach(System.err::println);
        if (!killed || !failures.isEmpty()) {
            Accounting.row("failed requests", failures.size(), failures.isEmpty());
        }
    }

    /** One connection's requests, until the end. */
    private void ask(long pauseNanos) {
        long due = System.nanoTime() + (long) (Math.random() * Math.min(pauseNanos, 1_000_000_000L));
        try (AccountingGateway.Caller caller = gateway.caller()) {
            while (!ending) {
                int number = asked.incrementAndGet();
                String id = prefix + "-" + number;
                AccountingGateway.Answer answer = caller.chat(key, id, number % 2 == 0);
                if (answer.status() == 200 && (number % 2 != 0 || answer.text().contains("data: [DONE]"))) {
                    answered.add(new Answered(id, answer.nanos()));
                } else {
                    failures.add(id + ": " + answer.text());
                }
                due += pauseNanos;
                if (pauseNanos < Long.MAX_VALUE) {
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                }
            }
        } catch (IOException e) {
            if (!ending) {
                failures.add(e.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
