package dev.serai.limits;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.wire.ApiException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Subjects and questions that these tests share. */
final class Given {

    private Given() {}

    static Rates perMinute(long limit) {
        return new Rates(limit, null, null, null);
    }

    static Rates perDay(long limit) {
        return new Rates(null, null, limit, null);
    }

    static Subject token(Limits limits) {
        return new Subject("token", "a", limits, null);
    }

    static Subject project(Limits limits) {
        return new Subject("project", "p", limits, null);
    }

    static Limits requests(Rates rates) {
        return new Limits(rates, null, null, null);
    }

    static Limits tokens(Rates rates) {
        return new Limits(null, rates, null, null);
    }

    static Limits concurrent(int most) {
        return new Limits(null, null, most, null);
    }

    static ApiException refusal(Limiter limiter, List<Subject> subjects, long tokens) {
        return catchThrowableOfType(ApiException.class, () -> limiter.admit(subjects, "gpt-5", tokens));
    }

    /** Asks again and again from many threads, and says how often it was let in. */
    static int admitted(Limiter limiter, Subject subject, int threads, int times) throws Exception {
        AtomicInteger admitted = new AtomicInteger();
        Crowd.run(threads, times, () -> {
            if (refusal(limiter, List.of(subject), 1) == null) {
                admitted.incrementAndGet();
            }
        });
        return admitted.get();
    }
}
