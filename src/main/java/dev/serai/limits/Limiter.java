package dev.serai.limits;

import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.time.BackgroundTimer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits a request where all limits of all its subjects let it pass. Rates are counted in {@link Buckets}, requests under
 * way by each replica for itself.
 */
public final class Limiter implements Holder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Limiter.class);
    private static final long LOOK_SECONDS = 10;

    private final Buckets buckets;
    private final long forgottenAfterNanos;
    private final LongSupplier nanos;
    private final Concurrency concurrency = new Concurrency();
    private final Admission unlimited = new Admission(this, 0, 0);
    private final Set<Admission> open = ConcurrentHashMap.newKeySet();
    // not the watchdog's thread: to give back may mean to ask Redis
    private final ScheduledExecutorService timer = BackgroundTimer.named("forgotten-admissions");

    /**
     * Starts to look after forgotten admissions until it is closed.
     *
     * @param forgottenAfter when an admission is released that nobody settled; longer than the longest request
     */
    public Limiter(Buckets buckets, Duration forgottenAfter) {
        this(buckets, forgottenAfter, System::nanoTime);
    }

    Limiter(Buckets buckets, Duration forgottenAfter, LongSupplier nanos) {
        this.buckets = buckets;
        this.forgottenAfterNanos = forgottenAfter.toNanos();
        this.nanos = nanos;
        var unused = timer.scheduleWithFixedDelay(this::releaseForgotten, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Takes one request and the estimated tokens from every bucket that applies, and one place of each limit on
     * concurrency; or nothing.
     *
     * @param model as the client asked, or null where it asked for none
     * @param resolved what that stands for, {@code provider/model}; null where that is not known yet
     * @param estimatedTokens of prompt and answer; the truth follows by {@link Admission#settle}
     * @throws dev.serai.wire.ApiException 429 where a limit refuses, 503 where it cannot be known
     */
    public Admission admit(List<Subject> subjects, String model, String resolved, long estimatedTokens) {
        Demand demand = Demand.of(subjects, model, resolved);
        if (demand == null) {
            return unlimited;
        }
        // even who expects no tokens waits for a bucket that owes
        long tokens = Math.max(1, estimatedTokens);
        refuseTooLarge(demand, tokens);
        Admission admission = new Admission(this, tokens, nanos.getAsLong());
        try {
            enter(demand, admission);
            take(demand, admission, tokens, null);
        } catch (RuntimeException | Error e) {
            admission.undo();
            throw e;
        }
        open.add(admission);
        return admission;
    }

    /** The same for a model whose name stands for itself. */
    Admission admit(List<Subject> subjects, String model, long estimatedTokens) {
        return admit(subjects, model, null, estimatedTokens);
    }

    /** Whether any of them has limits by model. */
    public static boolean applyToModels(List<Subject> subjects) {
        for (Subject subject : subjects) {
            if (!subject.limits().models().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the same from the limits of a model that a request asks besides, whoever named it: each counts once. Where one
     * refuses, nothing more is taken than before.
     *
     * @param name an alias, or {@code provider/model}
     * @throws dev.serai.wire.ApiException 429 where a limit refuses, 503 where it cannot be known
     */
    public void admitAsked(Admission admission, List<Subject> subjects, String name) {
        synchronized (admission) {
            Demand demand = Demand.ofModels(subjects, name).without(admission);
            if (admission.settled() || demand.isEmpty()) {
                return;
            }
            refuseTooLarge(demand, admission.reserved());
            Admission more = new Admission(this, admission.reserved(), admission.sinceNanos());
            try {
                enter(demand, more);
                take(demand, more, admission.reserved(), name);
            } catch (RuntimeException | Error e) {
                more.undo();
                throw e;
            }
            admission.holdAll(more);
        }
    }

    private static void refuseTooLarge(Demand demand, long tokens) {
        for (Meter meter : demand.meters()) {
            if (meter.kind() == RateUnit.TOKENS && tokens > meter.rates().most()) {
                throw LimitErrors.tooLarge(meter, tokens);
            }
        }
    }

    private void enter(Demand demand, Admission admission) {
        for (ConcurrencyLimit limit : demand.concurrencyLimits()) {
            if (!concurrency.enter(limit)) {
                throw LimitErrors.concurrency(limit);
            }
            admission.hold(limit);
        }
    }

    private void take(Demand demand, Admission admission, long tokens, String asked) {
        for (Meter meter : demand.meters()) {
            BucketTake taking = buckets.take(meter, meter.kind() == RateUnit.TOKENS ? tokens : 1);
            admission.hold(taking, asked);
            if (!taking.granted()) {
                throw LimitErrors.rate(admission.takes());
            }
        }
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.ofRequests("admissions", open.size(), 1),
                Holding.ofRequests("concurrent-subjects", concurrency.size(), 2));
    }

    /** Releases whatever has been open for too long. */
    void releaseForgotten() {
        long now = nanos.getAsLong();
        int forgotten = 0;
        for (Admission admission : open) {
            if (now - admission.sinceNanos() > forgottenAfterNanos) {
                admission.release();
                forgotten++;
            }
        }
        if (forgotten > 0) {
            LOG.warn("{} requests were admitted and never settled; what they held is released", forgotten);
        }
    }

    void forget(Admission admission) {
        open.remove(admission);
    }

    Buckets buckets() {
        return buckets;
    }

    Concurrency concurrency() {
        return concurrency;
    }

    /** Stops looking after forgotten admissions; the buckets are closed by whoever made them. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
