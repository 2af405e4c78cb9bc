package dev.serai.http;

import dev.serai.wire.ApiException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where each request holds a thread of the system's, some are kept free: however many streams run, probes and refusals are
 * answered. A request takes its place when its body is read, which is when it is known who sends it; when none is left, it is
 * refused rather than not answered.
 */
final class Places {

    private static final int SHARE_KEPT_FREE = 50;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    private Places(int most) {
        this.most = most;
    }

    /** As many as leave some of these threads free. */
    static Places of(int threads) {
        return new Places(Math.max(1, threads - 1 - threads / SHARE_KEPT_FREE));
    }

    /** So many that other bounds are met first. */
    static Places unbounded() {
        return new Places(Integer.MAX_VALUE);
    }

    /**
     * Takes one.
     *
     * @throws ApiException 429 if none is left
     */
    void take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            throw new ApiException(
                            429,
                            "overloaded_error",
                            "overloaded",
                            null,
                            "The gateway is overloaded: each of its threads serves a request. Try again in a second.")
                    .header("retry-after", "1");
        }
    }

    void giveBack() {
        taken.decrementAndGet();
    }
}
