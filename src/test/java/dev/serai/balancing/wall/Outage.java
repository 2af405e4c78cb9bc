package dev.serai.balancing.wall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A primary that is down for a while, while requests keep coming, one each second, and until it is used again.
 *
 * @param whileDown attempts on it before it was well again
 * @param backAfter milliseconds from then until it had answered; negative if it never did
 */
record Outage(boolean stream, List<Heard> answers, int whileDown, long backAfter) {

    private static final Duration EVERY = Duration.ofSeconds(1);
    /** An open breaker's time and a request's, and one more where a try fell short of the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Runs it. */
    static Outage of(boolean stream, Duration down, Trial.Gateway gateway) throws Exception {
        String name = Trial.name(Scenarios.OUTAGE, stream);
        WallGatewayTest.PRIMARY.breaks(name, Scenarios.OUTAGE.primary());
        List<Heard> answers = new ArrayList<>();
        long since = System.nanoTime();
        long asked = 0;
        for (; asked * EVERY.toNanos() < down.toNanos(); asked++) {
            sleepUntil(since + asked * EVERY.toNanos());
            answers.add(gateway.ask(WallRoutes.alias(name), stream));
        }
        sleepUntil(since + down.toNanos());
        int whileDown = WallGatewayTest.PRIMARY.asked(name).size();
        WallGatewayTest.PRIMARY.heals(name);
        for (; asked * EVERY.toNanos() <= down.plus(PATIENCE).toNanos(); asked++) {
            sleepUntil(since + asked * EVERY.toNanos());
            Heard answer = gateway.ask(WallRoutes.alias(name), stream);
            answers.add(answer);
            if (answer.status() == 200 && answer.model().equals(WallGatewayTest.PRIMARY.shownModel())) {
                return new Outage(stream, answers, whileDown, (System.nanoTime() - since - down.toNanos()) / 1_000_000);
            }
        }
        return new Outage(stream, answers, whileDown, -1);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
    }

    /** Its line of the table: milliseconds are those of the slowest answer. */
    String line() {
        long slowest = answers.stream().mapToLong(Heard::millis).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%-32s%8d%9d%8d   %d requests, used again after %d ms",
                this,
                whileDown,
                WallGatewayTest.FALLBACK.asked(toString()).size(),
                slowest,
                answers.size(),
                backAfter);
    }

    @Override
    public String toString() {
        return Trial.name(Scenarios.OUTAGE, stream);
    }
}
