package dev.serai.shedding;

import dev.serai.limits.Concurrency;
import dev.serai.limits.Place;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Bounds how many requests are in work at a time. Further ones wait, and projects take turns, so that one with a thousand
 * waiting delays one with a single request by one turn.
 *
 * <p>A project may have seven times as many in work as places are free: alone seven eighths of all places, two such
 * projects seven fifteenths each. What is left serves whoever comes next without waiting, even when all that is in work
 * takes minutes (dynamic thresholds: Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998). When too many
 * wait, the newest of the longest line is refused (longest queue drop: Suter et al., INFOCOM 1998).
 *
 * <p>While nobody waits, a place is taken and freed without a lock. The lock is for those who wait. None of them is
 * forgotten: whoever lines up looks for a free place after having been counted, and whoever frees a place looks for
 * someone counted after having freed it.
 */
final class Turns {

    private static final int SHARE = 7;

    private final IntSupplier most;
    private final IntSupplier mostWaiting;
    private final Duration patience;
    private final AtomicInteger inWork = new AtomicInteger();
    private final Concurrency projects = new Concurrency();
    private final ReentrantLock lock = new ReentrantLock();
    private final Lines lines = new Lines();
    private final Map<Overload, LongAdder> refused = new EnumMap<>(Overload.class);
    private volatile int waiting;

    /**
     * Takes the bounds, of which the first two may change at any time.
     *
     * @param most requests in work at a time
     * @param mostWaiting requests that wait for that
     * @param patience how long one may wait
     */
    Turns(IntSupplier most, IntSupplier mostWaiting, Duration patience) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        for (Overload why : Overload.values()) {
            refused.put(why, new LongAdder());
        }
    }

    /**
     * Waits for a place among those in work. It has to be given back by {@link Turn#end}.
     *
     * @throws dev.serai.wire.ApiException 429 for a project that takes more than its share of what others need as well, else 503: when
     *     too many wait, or this one did for too long
     */
    Turn take(String project) throws InterruptedException {
        Turn turn = waiting == 0 ? enter(project) : null;
        return turn == null ? lineUp(project) : turn;
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

    void leave(Place place) {
        projects.leave(place);
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

    /** A turn, or null where no place is free or the project has its share. */
    private Turn enter(String project) {
        int taken = inWork.get();
        for (int free = most.getAsInt() - taken; free > 0; free = most.getAsInt() - taken) {
            Place place = new Place(project, SHARE * free);
            if (!projects.enter(place)) {
                return null;
            }
            if (inWork.compareAndSet(taken, taken + 1)) {
                return new Turn(this, place);
            }
            projects.leave(place);
            taken = inWork.get();
        }
        return null;
    }

    private Turn lineUp(String project) throws InterruptedException {
        Waiter waiter = new Waiter(project);
        lock.lock();
        try {
            lines.add(waiter);
            waiting = lines.size();
            serve();
            if (lines.size() > mostWaiting.getAsInt()) {
                refuse(lines.shorten(project), Overload.FULL);
            }
        } finally {
            lock.unlock();
        }
        return await(waiter);
    }

    private Turn await(Waiter waiter) throws InterruptedException {
        try {
            if (!waiter.await(patience)) {
                withdraw(waiter);
            }
        } catch (InterruptedException e) {
            withdraw(waiter);
            waiter.abandon();
            throw e;
        }
        return waiter.turn();
    }

    private void withdraw(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.waits()) {
                lines.remove(waiter);
                refuse(waiter, Overload.SLOW);
            }
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        boolean served = true;
        while (served && inWork.get() < most.getAsInt()) {
            served = lines.serve(this::enter);
        }
        waiting = lines.size();
    }

    private void refuse(Waiter waiter, Overload why) {
        waiting = lines.size();
        Overload reason = exceedsShare(waiter.project()) ? Overload.SHARE : why;
        refused.get(reason).increment();
        waiter.refuse(reason);
    }

    /** Whether a project has more in work and waiting than an equal share, while others have any. */
    private boolean exceedsShare(String project) {
        int others = Math.max(projects.size(), lines.projects());
        long own = projects.of(project) + lines.of(project) + 1L;
        return others > 1 && own * others > inWork.get() + lines.size() + 1L;
    }
}
