package dev.serai.balancing;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.call.Call;
import dev.serai.time.HotCache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Asks a second target beside one that takes longer than it mostly does, for a share of the requests at most: when all are
 * slow, a second one does not help.
 *
 * @see <a href="https://research.google/pubs/the-tail-at-scale/">Dean and Barroso, The Tail at Scale, 2013</a>
 */
public final class Hedging {

    /** Each some 2 kB. Only files say that there is hedging, and so no caller makes up names here. */
    private static final int TARGETS = 1000;
    /** So that the first who wait too long do not wait in vain: a share of few requests is none. */
    private static final int AT_FIRST = 5;

    private final Executor threads;
    private final Allowance allowance;
    private final Counter asked;
    private final Counter won;
    private final Cache<String, Latencies> latencies =
            HotCache.builder().maximumSize(TARGETS).build();

    /**
     * Sets how often it may.
     *
     * @param threads run those who are asked
     * @param share of the requests to aliases that hedge
     */
    Hedging(Executor threads, double share, LongSupplier nanos, MeterRegistry meters) {
        this.threads = threads;
        this.allowance = new Allowance(nanos, share, 0, share > 0 ? AT_FIRST : 0);
        this.asked = counter(meters, "asked");
        this.won = counter(meters, "won");
    }

    private static Counter counter(MeterRegistry meters, String event) {
        return Counter.builder("serai.hedges")
                .description("Second targets that were asked beside a slow one, and those that were faster")
                .tag("event", event)
                .register(meters);
    }

    /**
     * Asks a target, and another one if it takes long.
     *
     * @param other who that is; null for nobody. Asked once, if at all
     * @return whose answer or error it is
     * @throws InterruptedException if the thread is to end
     */
    HedgedAttempt ask(Exchange exchange, Hedge hedge, BalancedTarget first, Supplier<BalancedTarget> other)
            throws InterruptedException {
        allowance.request();
        boolean stream = Call.of(exchange).asked().stream();
        HedgedAttempts race = new HedgedAttempts(exchange, threads, member -> latencies(member, stream));
        HedgedAttempt best = race.run(first, patience(hedge, latencies(first, stream)), () -> second(other));
        if (!best.failed() && !best.member().equals(first)) {
            won.increment();
        }
        return best;
    }

    private static long patience(Hedge hedge, Latencies known) {
        return hedge.after() == null
                ? known.percentile(hedge.percentile())
                : hedge.after().toNanos();
    }

    private BalancedTarget second(Supplier<BalancedTarget> other) {
        BalancedTarget second = allowance.take() ? other.get() : null;
        if (second != null) {
            asked.increment();
        }
        return second;
    }

    /** A whole answer takes longer than the first token of a stream. */
    private Latencies latencies(BalancedTarget member, boolean stream) {
        return latencies.get(member.load().key() + (stream ? " streams" : ""), key -> new Latencies());
    }
}
