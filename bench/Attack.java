import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
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
    private static final int ROUNDS = 6;
    private static final int MORE_HEAP_MB = 8;
    private static final int MORE_THREADS = 16;
    private static final int MORE_FILES = 32;
    private static final int SETTLE_SECONDS = 60;
    /** The caller's own, and a provider that is just asked for its models. */
    private static final int LITTLE_BYTES = 64 << 10;
    private static final String IN_FLIGHT = "serai_requests_in_flight";
    private static final String TAKEN = "serai_memory_taken_bytes";
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
        FloodLoad alone = steady.between(warm, System.nanoTime());
        FloodLoad beside = steady.between(0, 0);
        List<GatewayProcess.Reading> readings = new ArrayList<>(List.of(process.read()));
        String key = token("attacker");
        for (int round = 0; round < ROUNDS; round++) {
            ending = false;
            long begin = System.nanoTime();
            Thread[] threads = attack(key, attackers, seed + (long) round * attackers);
            Thread.sleep(seconds * 1000 / ROUNDS);
            ending = true;
            beside = beside.and(steady.between(begin, System.nanoTime()));
            for (Thread thread : threads) {
                thread.join();
            }
            atRest(STEADY_CONNECTIONS);
            readings.add(process.read());
        }
        steady.end();
        boolean rests = atRest(0);
        report(alone, beside);
        row("requests in flight when all have ended", "%.0f", inFlight(), rests);
        row("memory that bodies take when all have ended, bytes", "%.0f", gateway.metric(TAKEN), rests);
        report(readings);
    }

    /** Waits until no more than so many requests are under way; false if there are more for good. */
    private boolean atRest(int most) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
        while (inFlight() > most || gateway.metric(TAKEN) > LITTLE_BYTES) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(200);
        }
        return true;
    }

    /** Without the question itself. */
    private double inFlight() throws IOException, InterruptedException {
        return gateway.metric(IN_FLIGHT) - 1;
    }

    private Thread[] attack(String key, int attackers, long seed) {
        Thread[] threads = new Thread[attackers];
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

    private void report(List<GatewayProcess.Reading> readings) {
        GatewayProcess.Reading before = readings.get(0);
        GatewayProcess.Reading after = readings.get(ROUNDS);
        row("live heap before, MB", "%.1f", before.heap(), true);
        for (int round = 1; round <= ROUNDS; round++) {
            row("live heap at rest after %d/%d of the attack, MB".formatted(round, ROUNDS), "%.1f",
                    readings.get(round).heap(), true);
        }
        // what is made once, at the first attack of each kind, is no leak
        double grown = median(readings.subList(1 + ROUNDS / 2, 1 + ROUNDS)) - median(readings.subList(1, 1 + ROUNDS / 2));
        row("  how much more it is in the second half than in the first, medians, MB", "%.1f", grown, grown <= MORE_HEAP_MB);
        row("open files before", "%.0f", before.files(), true);
        row("open files after", "%.0f", after.files(), after.files() <= before.files() + MORE_FILES);
        row("threads before", "%.0f", before.threads(), true);
        row("threads after", "%.0f", after.threads(), after.threads() <= before.threads() + MORE_THREADS);
        row("long-lived threads that are gone", "%.0f", after.gone(before), after.gone(before) == 0);
        row("the process is alive", "%.0f", process.alive() ? 1 : 0, process.alive());
    }

    private static double median(List<GatewayProcess.Reading> readings) {
        double[] sorted = readings.stream().mapToDouble(GatewayProcess.Reading::heap).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void row(String label, String format, double figure, boolean good) {
        System.out.printf("%-72s%18s%s%n", label, format.formatted(figure), good ? "" : "  FAILED");
        failed |= !good;
    }
}
