import java.util.ArrayList;
import java.util.List;

/**
 * What {@code flood.sh} does to a gateway: {@code Flood ADDRESS ADMIN MODEL IN_FLIGHT PROJECTS CONNECTIONS RATE WARMUP
 * SECONDS}. Exit code 1 if the well-behaved project notices too much of it.
 */
public final class Flood {
    private static final int TIMES = 10;
    private static final double MOST_SLOWER = 1.5;
    private static final double REFUSAL_MILLIS = 50;
    private static final double RECOVERY_SECONDS = 5;
    private static final int AFTERWARDS_SECONDS = 10;
    private static final long QUIET_MILLIS = 2000;
    private static final int STEADY_CONNECTIONS = 16;

    private final AccountingGateway gateway;
    private final String model;
    private final int inFlight;
    private final int seconds;
    private final List<String> flooding = new ArrayList<>();
    private boolean failed;

    private Flood(String[] args) throws Exception {
        gateway = new AccountingGateway(args[0], args[1]);
        model = args[2];
        inFlight = Integer.parseInt(args[3]);
        seconds = Integer.parseInt(args[8]);
        for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            flooding.add(token("flood " + i));
        }
    }

    /** Floods it. */
    public static void main(String[] args) throws Exception {
        Flood flood = new Flood(args);
        flood.run(Integer.parseInt(args[5]), Double.parseDouble(args[6]), Integer.parseInt(args[7]));
        System.exit(flood.failed ? 1 : 0);
    }

    private String token(String project) throws Exception {
        return gateway.token(gateway.project(project, "{}"), "{}").path("secret").textValue();
    }

    private void run(int connections, double rate, int warmup) throws Exception {
        atTheBound(warmup);
        FloodLoad full = atTheBound(warmup);
        double capacity = full.perSecond(200);
        row("answered/s with %d connections: the capacity".formatted(inFlight), "%.0f", capacity, full.failed() == 0);

        FloodLoad first = flood(connections, capacity, warmup);
        row("a first flood, into code that ran never before: p99 of answered, ms", "%.1f", first.p99(200), true);
        row("  p99 of refusals, ms", "%.1f", first.p99(429, 503), true);

        FloodLoad steady = FloodLoad.start(gateway, model, List.of(token("steady")), STEADY_CONNECTIONS, rate);
        Thread.sleep(warmup * 1000L);
        long quiet = System.nanoTime();
        Thread.sleep(QUIET_MILLIS); // what is asked from here on may meet the flood: it is not of the time before
        long begin = System.nanoTime();
        FloodLoad flood = flood(connections, capacity, seconds);
        long end = System.nanoTime();
        Thread.sleep(AFTERWARDS_SECONDS * 1000L);
        steady.end();

        report(full, flood, capacity);
        report(steady.between(Long.MIN_VALUE, quiet), steady.between(begin, end));
        double before = steady.between(Long.MIN_VALUE, quiet).p99(200);
        double recovery = steady.recovered(end, MOST_SLOWER * before);
        row("one that behaves: s from the flood's end to the last slow or refused", "%.1f", recovery,
                recovery <= RECOVERY_SECONDS);
        row("capacity after the flood, ratio to before", "%.2f", atTheBound(warmup).perSecond(200) / capacity, true);
    }

    private FloodLoad flood(int connections, double capacity, int forSeconds) throws Exception {
        FloodLoad load = FloodLoad.start(gateway, model, flooding, connections, TIMES * capacity);
        Thread.sleep(forSeconds * 1000L);
        return load.end();
    }

    private FloodLoad atTheBound(int forSeconds) throws Exception {
        FloodLoad load = FloodLoad.start(gateway, model, flooding, inFlight, 0);
        Thread.sleep(forSeconds * 1000L);
        return load.end();
    }

    private void report(FloodLoad full, FloodLoad flood, double capacity) {
        double offered = flood.perSecond(0, 200, 429, 503);
        double slower = flood.p99(200) / full.p99(200);
        row("the flood: asked/s, ratio to the capacity", "%.1f", offered / capacity, true);
        row("the flood: answered/s, ratio to the capacity", "%.2f", flood.perSecond(200) / capacity, true);
        row("the flood: answered neither 200 nor 429 nor 503", "%.0f", flood.failed(), flood.failed() == 0);
        row("the flood: p99 of what was answered, ms", "%.1f", flood.p99(200), true);
        row("  ratio to that at the capacity", "%.2f", slower, slower <= MOST_SLOWER);
        row("the flood: refused", "%.0f", flood.count(429, 503), true);
        row("the flood: p99 of refusals, ms", "%.1f", flood.p99(429, 503), flood.p99(429, 503) < REFUSAL_MILLIS);
    }

    private void report(FloodLoad before, FloodLoad during) {
        double slower = during.p99(200) / before.p99(200);
        long refused = during.count(429, 503);
        row("one that behaves: p99 before, ms", "%.1f", before.p99(200), before.failed() == 0);
        row("one that behaves: p99 during the flood, ms", "%.1f", during.p99(200), during.failed() == 0);
        row("  ratio", "%.2f", slower, slower <= MOST_SLOWER);
        row("one that behaves: p99 of how late the bench asked, ms", "%.1f", during.p99Lag(), true);
        row("one that behaves: refused of %d".formatted(refused + during.count(200)), "%.0f", refused, refused == 0);
    }

    private void row(String label, String format, double figure, boolean good) {
        System.out.printf("%-72s%18s%s%n", label, format.formatted(figure), good ? "" : "  FAILED");
        failed |= !good;
    }
}
