package dev.serai.shedding;

import dev.serai.limits.Concurrency;
import dev.serai.limits.ConcurrencyLimit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Bounds how many requests are in work at a time. Further ones wait. A place that becomes free goes to the project that has
 * fewest in work, so that one with a thousand waiting delays one with a single request by one turn (max-min fairness). When
 * too many wait, the newest of the project that has most is refused, and nobody who has no more than an equal share. Who
 * has less than that need not wait: it may go a sixteenth beyond the bound.
 *
 * <p>While nobody waits, a place is taken and freed without a lock. The lock is for those who wait. None of them is
 * forgotten: whoever lines up looks for a free place after having been counted, and whoever frees a place looks for
 * someone counted after having freed it.
 */
final class Slots {

    private static final int BEYOND_PART = 16;

    private final IntSupplier most;
    private final IntSupplier mostWaiting;
    private final WaitLimit patience;
    private final AtomicInteger inWork = new AtomicInteger();
    private final Concurrency projects = new Concurrency();
    private final ReentrantLock lock = new ReentrantLock();
    private final ProjectQueues lines = new ProjectQueues();
    private final Map<Overload, LongAdder> refused = new EnumMap<>(Overload.class);
    private volatile int waiting;

    /**
     * Takes the bounds, of which the first two may change at any time.
     *
     * @param most requests in work at a time; a sixteenth more for who has less than an equal share
     * @param mostWaiting requests that wait for that
     * @param patience how long one may wait; who has less than an equal share may as long as it allows anybody
     */
    Slots(IntSupplier most, IntSupplier mostWaiting, WaitLimit patience) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        for (Overload why : Overload.values()) {
            refused.put(why, new LongAdder());
        }
    }

    /**
     * Waits for a slot. It has to be given back by {@link Slot#end}.
     *
     * @throws dev.serai.wire.ApiException 429, when too many wait, or this one did for too long
     */
    Slot take(String project) throws InterruptedException {
        Slot slot = waiting == 0 ? enter(project, most.getAsInt()) : null;
        return slot == null ? lineUp(project) : slot;
    }

    /** Lets those in that wait, if the bound allows more than before. */
    void look() {
        if (waiting > 0) {
            lock.lock();
            try {
                serve();
            } finally {
                lock.unlock();
            }
        }
    }

    void leave(ConcurrencyLimit limit, long nanos) {
        patience.learn(nanos);
        projects.leave(limit);
        inWork.decrementAndGet();
        look();
    }

    /** How many are in work. */
    int inWork() {
        return inWork.get();
    }

    /** How many wait. */
    int waiting() {
        return waiting;
    }

    /** How many were refused for a reason. */
    long refused(Overload why) {
        return refused.get(why).sum();
    }

    /** A slot, or null where so many are in work. */
    private Slot enter(String project, int bound) {
        for (int taken = inWork.get(); taken < bound; taken = inWork.get()) {
            if (inWork.compareAndSet(taken, taken + 1)) {
                ConcurrencyLimit limit = new ConcurrencyLimit(project, Integer.MAX_VALUE);
                projects.enter(limit);
                return new Slot(this, limit);
            }
        }
        return null;
    }

    private Slot lineUp(String project) throws InterruptedException {
        WaitingRequest waiter = new WaitingRequest(project);
        long nanos;
        lock.lock();
        try {
            lines.add(waiter);
            waiting = lines.size();
            serve();
            nanos = exceedsShare(project) ? patience.nanos() : patience.longest();
            if (lines.size() > mostWaiting.getAsInt()) {
                WaitingRequest last = lines.last(projects::of);
                if (exceedsShare(last.project())) {
                    refuse(last, Overload.FULL);
                }
            }
        } finally {
            lock.unlock();
        }
        return await(waiter, nanos);
    }

    private Slot await(WaitingRequest waiter, long nanos) throws InterruptedException {
        try {
            if (!waiter.await(nanos)) {
                withdraw(waiter);
            }
        } catch (InterruptedException e) {
            withdraw(waiter);
            waiter.abandon();
            throw e;
        }
        return waiter.slot();
    }

    private void withdraw(WaitingRequest waiter) {
        lock.lock();
        try {
            if (waiter.waits()) {
                refuse(waiter, Overload.SLOW);
            }
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        while (lines.size() > 0) {
            WaitingRequest next = lines.first(projects::of);
            Slot slot = enter(next.project(), mostFor(next.project()));
            if (slot == null) {
                break;
            }
            lines.served(next);
            next.admit(slot);
        }
        waiting = lines.size();
    }

    /** Requests that began together end together, with nobody else in between: too long for who has little in work. */
    private int mostFor(String project) {
        int bound = most.getAsInt();
        return projects.of(project) < share() ? bound + bound / BEYOND_PART : bound;
    }

    private void refuse(WaitingRequest waiter, Overload why) {
        lines.remove(waiter);
        waiting = lines.size();
        refused.get(why).increment();
        waiter.refuse(why);
    }

    /** Whether a project has more in work and waiting than an equal share of the places. */
    private boolean exceedsShare(String project) {
        return projects.of(project) + lines.of(project) > Math.max(1, share());
    }

    /** An equal share of the places. */
    private int share() {
        return most.getAsInt() / Math.max(1, Math.max(projects.size(), lines.projects()));
    }
}
