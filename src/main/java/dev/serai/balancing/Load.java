package dev.serai.balancing;

import dev.serai.access.Caller;
import dev.serai.breakers.Breaker;
import dev.serai.breakers.Retryable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What is known of one target by the requests that it was sent. Everything fades: a target that did badly is tried again
 * as time goes by, without anyone to ask whether it is well. Thread-safe, and nobody waits for anybody.
 */
public final class Load {

    /** As Finagle's default: a peak is a third after ten seconds. */
    private static final double LATENCY_LIFE = TimeUnit.SECONDS.toNanos(10);

    private static final double FAILURE_LIFE = TimeUnit.SECONDS.toNanos(30);
    private static final double SAMPLE = 0.1;
    /** A target that fails more often than this is down, and starts slowly when it is back. */
    private static final double DOWN = 0.5;

    private static final long SHORT_REST = TimeUnit.SECONDS.toNanos(1);
    private static final long RAMP = TimeUnit.SECONDS.toNanos(30);
    private static final double FIRST_SHARE = 0.1;
    /** Since when a target is well that never was otherwise. */
    private static final long WELL = -RAMP;
    /** What a target seems to take that has done nothing but fail: failing fast must not look like being fast. */
    private static final double UNKNOWN_LATENCY = TimeUnit.SECONDS.toNanos(1);

    /** As Finagle's: who is not known yet gets one request at a time until it is. */
    private static final double UNMEASURED = Long.MAX_VALUE >> 16;

    private final String key;
    private final LongSupplier nanos;
    private final long born;
    private final Breaker breaker;
    private final Breaker provider;
    private final Function<String, Load> others;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Decaying> latency = new AtomicReference<>(Decaying.over(LATENCY_LIFE));
    private final AtomicReference<Decaying> failing = new AtomicReference<>(Decaying.over(FAILURE_LIFE));
    private final AtomicLong restsUntil = new AtomicLong(WELL);
    private volatile long downAt = WELL;

    /**
     * Knows nothing yet.
     *
     * @param breaker leaves the target alone while it fails too often
     * @param provider leaves its provider alone
     * @param others gives the load of the same target called with another key
     */
    Load(String key, LongSupplier nanos, Breaker breaker, Breaker provider, Function<String, Load> others) {
        this.key = key;
        this.breaker = breaker;
        this.provider = provider;
        this.others = others;
        this.nanos = nanos;
        this.born = nanos.getAsLong();
    }

    /** {@code provider/model}, or the address of a step that is no target. */
    public String key() {
        return key;
    }

    /** The load that a caller's requests are of: a project with a key of its own has limits and failures of its own. */
    Load of(Caller caller, String providerName) {
        return caller == null || caller.providerKey(providerName) == null
                ? this
                : others.apply(key + "#" + caller.project());
    }

    /** Judges by what became of its requests. */
    Breaker breaker() {
        return breaker;
    }

    /** Whether it is left alone: by its own breaker, or by its provider's. */
    boolean refuses() {
        return provider.refuses() || (breaker.refuses() && !provider.letsAll());
    }

    /** Lets a request pass, which is null; or says why not. */
    Retryable refusal(String who) {
        if (provider.refuses()) {
            return provider.refusal("The provider '" + provider.name() + "'");
        }
        return breaker.lets() || provider.letsAll() ? null : breaker.refusal("'" + who + "'");
    }

    /** Begins a request. */
    public Turn begin() {
        inFlight.incrementAndGet();
        return new Turn();
    }

    /** Requests that have begun and not ended. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Time to the first token in nanoseconds: its peaks, fading; 0 if it is not known. */
    public double latency() {
        return latency.get().now(now());
    }

    /** The same as it was at the last request, however long ago that is. */
    public double lastLatency() {
        return latency.get().value();
    }

    /** What one more request would take, as peak-EWMA balancers have it: latency × (requests in flight + 1). */
    public double cost() {
        int others = inFlight.get();
        double known = latency();
        return known == 0 && others > 0 ? UNMEASURED + others : known * (others + 1);
    }

    /** The share of requests that lately succeeded; 1 where nothing is known. */
    public double successRate() {
        return 1 - failing.get().now(now());
    }

    /** The same for one that could not be asked: to try again costs next to nothing. */
    void restShortly() {
        rest(SHORT_REST);
    }

    /** Has it left alone for so long, in nanoseconds, if it can be helped: its limit is reached, or its breaker open. */
    public void rest(long duration) {
        if (duration > 0) {
            restsUntil.accumulateAndGet(now() + duration, Math::max);
        }
    }

    /** For how long it is to be left alone yet, in nanoseconds; 0 if it may be asked. */
    public long restsFor() {
        long until = restsUntil.get();
        return until == WELL ? 0 : Math.max(0, until - now()); // mostly without a look at the clock
    }

    /** The part of its weight that counts: little while it rests or is down, all of it half a minute later. */
    public double readiness() {
        long until = Math.max(restsUntil.get(), downAt);
        long well = until == WELL ? RAMP : now() - until;
        return well >= RAMP ? 1 : FIRST_SHARE + (1 - FIRST_SHARE) * Math.max(0, well) / RAMP;
    }

    private long now() {
        return nanos.getAsLong() - born;
    }

    /** One request. It ends once, in one of three ways; whatever is said later does nothing. */
    public final class Turn {

        private final long began = nanos.getAsLong();
        private final AtomicBoolean measured = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Turn() {}

        /** The answer begins now, or is there as a whole. */
        public void firstToken() {
            firstToken(nanos.getAsLong());
        }

        /** The answer began at that moment of the clock. */
        public void firstToken(long moment) {
            if (measured.compareAndSet(false, true)) {
                took((double) (moment - began), moment - born);
            }
        }

        /** The answer was there to its end. */
        public void succeeded() {
            if (end()) {
                long now = now();
                failing.updateAndGet(before -> before.mixed(0, SAMPLE, now));
            }
        }

        /** There was no answer, or not all of it. */
        public void failed() {
            if (!end()) {
                return;
            }
            long now = now();
            if (failing.updateAndGet(before -> before.mixed(1, SAMPLE, now)).value() > DOWN) {
                downAt = now;
            }
            if (measured.compareAndSet(false, true)) {
                double known = lastLatency(); // not what is left of it: who fails often would soon pass for fast
                took(Math.max((double) (now + born - began), known == 0 ? UNKNOWN_LATENCY : known), now);
            }
        }

        /** It ended in a way that says nothing of the target: the request was wrong, or its sender left. */
        public void ended() {
            end();
        }

        private boolean end() {
            boolean first = ended.compareAndSet(false, true);
            if (first) {
                inFlight.decrementAndGet();
            }
            return first;
        }

        private void took(double duration, long now) {
            latency.updateAndGet(before -> before.peak(Math.max(1, duration), now));
        }
    }
}
