package dev.serai.realtime;

import dev.serai.time.BackgroundTimer;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The sessions that are open: not more than there may be, none for too long, and none when the gateway stops. */
public final class Sessions implements AutoCloseable {

    /** Its name in the registry. */
    static final String NAME = "realtimeSessions";

    private static final int LOOKS_BETWEEN_CALLERS = 10;
    private static final int STOP_SECONDS = 5;
    private static final String OVERLOADED = "overloaded";

    private final RealtimeSettings settings;
    private final Executor threads;
    private final Supplier<Turns> turns;
    private final Set<Relay> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final ScheduledExecutorService timer = BackgroundTimer.named("realtime-sessions");
    private int looks;
    private volatile boolean stopped;

    /**
     * None is open yet.
     *
     * @param threads each session has one
     * @param turns knows who may still call
     */
    Sessions(RealtimeSettings settings, Executor threads, Supplier<Turns> turns) {
        this.settings = settings;
        this.threads = threads;
        this.turns = turns;
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Room for one session of somebody's, given back once. */
    final class Place {

        private final String tenant;
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile boolean kept;

        private Place(String tenant) {
            this.tenant = tenant;
        }

        /** A session has it. */
        void take() {
            kept = true;
        }

        /** There is no session. */
        void leaveUnlessTaken() {
            if (!kept) {
                leave();
            }
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                taken.decrementAndGet();
                places.computeIfPresent(tenant, (its, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /**
     * Takes room for a session.
     *
     * @throws ApiException 429 where there is none, 503 where the gateway stops
     */
    Place take(String tenant) {
        if (stopped) {
            throw refusal(503, "gateway_stopped", "The gateway stops");
        }
        Place place = new Place(tenant);
        int its = places.merge(tenant, 1, Integer::sum);
        if (taken.incrementAndGet() > settings.most()) {
            place.leave();
            throw refusal(429, OVERLOADED, "There are too many realtime sessions at the moment");
        }
        if (its > settings.mostOfOne()) {
            place.leave();
            throw refusal(
                    429,
                    "too_many_sessions",
                    "This project has " + settings.mostOfOne() + " realtime sessions, which is as many as it may have");
        }
        return place;
    }

    private static ApiException refusal(int status, String code, String why) {
        return new ApiException(status, status == 429 ? "rate_limit_error" : "server_error", code, null, why)
                .header("Retry-After", "10");
    }

    Turns turns() {
        return turns.get();
    }

    RealtimeSettings settings() {
        return settings;
    }

    /** Runs what waits. */
    void run(Runnable action) {
        threads.execute(action);
    }

    void opens(Relay relay) {
        open.add(relay);
        if (stopped) {
            relay.end(End.GOING_AWAY, "The gateway stops");
        }
    }

    void ends(Relay relay) {
        open.remove(relay);
    }

    /** How many are open. */
    public int open() {
        return open.size();
    }

    private void look() {
        long now = System.nanoTime();
        boolean alsoAtCallers = ++looks % LOOKS_BETWEEN_CALLERS == 0;
        for (Relay relay : open) {
            Survival.of("A realtime session", () -> {
                relay.look(now, settings);
                if (alsoAtCallers) {
                    lookAtCaller(relay);
                }
            });
        }
    }

    /** Ends a session whose caller may not call any more, be it that nothing is asked for in it. */
    private void lookAtCaller(Relay relay) {
        try {
            Turn.requireCaller(relay.opening(), turns.get());
        } catch (ApiException refusal) {
            if (refusal.status() < 500) {
                relay.end(End.POLICY, refusal.getMessage());
            }
        }
    }

    /** Ends them all, and waits a little until that is told; no other begins. */
    public void stop() {
        stopped = true;
        CompletableFuture<?>[] gone = open.stream()
                .map(relay -> {
                    relay.end(End.GOING_AWAY, "The gateway stops");
                    return relay.gone();
                })
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(gone).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Survival.note("The end of sessions", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
