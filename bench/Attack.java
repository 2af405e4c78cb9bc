import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code attack.sh} does to a gateway: {@code Attack ADDRESS ADMIN MODEL PID RATE ATTACKERS WARMUP SECONDS SEED
 * KINDS}. Exit
 * code 1 if the well-behaved caller notices, or the gateway is not what it was.
 */
public final class Attack {
    private static final double MOST_SLOWER = 3;
    private static final double MOST_HEAP = 1.25;
    private static final int MORE_HEAP_MB = 16;
    private static final int MORE_THREADS = 16;
    private static final int SETTLE_SECONDS = 45;
    private static final int STEADY_CONNECTIONS = 8;
    private static final int PAUSE_MILLIS = 400;

    private final AccountingGateway gateway;
    private final URI address;
    private final String model;
    private final GatewayProcess process;
    private final Map<AttackRequests.Kind, LongAdder> sent = new EnumMap<>(AttackRequests.Kind.class);
    private volatile boolean ending;
    private boolean failed;

    private Attack(String[] args) {
        gateway = new AccountingGateway(args[0], args[1]);
        address = URI.create(args[0]);
        model = args[2];
        process = new GatewayProcess(Long.parseLong(args[3]));
        for (String kind : args[9].split(" ")) {
            sent.put(AttackRequests.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), new LongAdder());
        }
    }

    /** Attacks it. */
    public static void main(String[] args) throws Exception {
        Attack attack = new Attack(args);
        attack.run(Double.parseDouble(args[4]), Integer.parseInt(args[5]), Integer.parseInt(args[6]), Long.parseLong(args[7]),
                Long.parseLong(args[8]));
        System.exit(attack.failed ? 1 : 0);
    }

    private String token(String project) throws Exception {
        return gateway.token(gateway.project(project, "{}"), "{}").path("secret").textValue();
    }

    private void run(double rate, int attackers, int warmup, long seconds, long seed) throws Exception {
        FloodLoad steady = FloodLoad.start(gateway, model, List.of(token("steady")), STEADY_CONNECTIONS, rate);
        Thread.sleep(warmup * 500L);
        long warm = System.nanoTime();
        Thread.sleep(warmup * 1000L);
        long begin = System.nanoTime();
        GatewayProcess.Reading before = process.read();

        Thread[] threads = attack(attackers, seed);
        // what is made once, at the first attack of each kind, is no leak
        long early = Math.max(10, seconds / 6);
        Thread.sleep(early * 1000);
        GatewayProcess.Reading first = process.read();
        Thread.sleep((seconds - early) * 1000);
        ending = true;
        long end = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
        Thread.sleep(SETTLE_SECONDS * 1000L);
        GatewayProcess.Reading after = process.read();
        steady.end();
        report(steady.between(warm, begin), steady.between(begin, end));
        report(before, first, after);
    }

    private Thread[] attack(int attackers, long seed) throws Exception {
        Thread[] threads = new Thread[attackers];
        String key = token("attacker");
        for (int i = 0; i < attackers; i++) {
            AttackRequests requests = new AttackRequests(address, key, seed + i);
            Random random = new Random(~seed - i);
            threads[i] = new Thread(() -> attack(requests, random));
            threads[i].start();
        }
        return threads;
    }

    private void attack(AttackRequests requests, Random random) {
        List<AttackRequests.Kind> kinds = List.copyOf(sent.keySet());
        while (!ending && process.alive()) {
            AttackRequests.Kind kind = kinds.get(random.nextInt(kinds.size()));
            sent.get(kind).increment();
            try {
                requests.send(kind);
            } catch (IOException e) {
                // refused, reset, or given up: all the same to who attacks
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(1_000_000L * random.nextInt(PAUSE_MILLIS));
        }
    }

    private void report(FloodLoad before, FloodLoad during) {
        sent.forEach((kind, count) -> row("attacks of the kind " + kind.name().toLowerCase(Locale.ROOT), "%.0f",
                count.sum(), count.sum() > 0));
        double slower = during.p99(200) / before.p99(200);
        long asked = during.count(0, 200, 429, 503) + during.failed();
        row("the caller's requests without an answer, of %d".formatted(asked), "%.0f", asked - during.count(200),
                asked == during.count(200));
        row("the caller's p99 alone, ms", "%.1f", before.p99(200), before.failed() == 0);
        row("the caller's p99 beside the attacker, ms", "%.1f", during.p99(200), true);
        row("  ratio", "%.2f", slower, slower <= MOST_SLOWER);
        row("p99 of how late the bench asked, ms", "%.1f", during.p99Lag(), true);
    }

    private void report(GatewayProcess.Reading before, GatewayProcess.Reading first, GatewayProcess.Reading after) {
        row("heap after a collection before, MB", "%.0f", before.heap(), true);
        row("heap after a collection, a sixth into the attack, MB", "%.0f", first.heap(), true);
        row("heap after a collection, after the attack, MB", "%.0f", after.heap(),
                after.heap() <= Math.max(before.heap(), first.heap()) * MOST_HEAP + MORE_HEAP_MB);
        row("threads before", "%.0f", before.threads(), true);
        row("threads after", "%.0f", after.threads(), after.threads() <= before.threads() + MORE_THREADS);
        row("long-lived threads that are gone", "%.0f", after.gone(before), after.gone(before) == 0);
        row("the process is alive", "%.0f", process.alive() ? 1 : 0, process.alive());
    }

    private void row(String label, String format, double figure, boolean good) {
        System.out.printf("%-72s%18s%s%n", label, format.formatted(figure), good ? "" : "  FAILED");
        failed |= !good;
    }
}
