package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final HandClock clock = new HandClock();
    private final Limiter limiter =
            new Limiter(new LocalBuckets(clock), Duration.ofMinutes(30), clock::currentTimeNanos);
    private final List<Subject> subjects =
            List.of(Given.token(new Limits(Given.perDay(100), Given.perDay(1000), 2, null)));

    @AfterEach
    void close() {
        limiter.close();
    }

    @Test
    void overestimate_isGivenBack() {
        limiter.admit(subjects, "gpt-5", 800).settle(100);
        assertThat(remainingTokens()).isEqualTo(900 - 1);
    }

    @Test
    void underestimate_isTakenEvenWhereThereIsNoMore() {
        limiter.admit(subjects, "gpt-5", 100).settle(3000);
        assertThat(Given.refusal(limiter, subjects, 0).headers()).containsEntry("x-ratelimit-remaining-tokens", "0");
        clock.pass(Duration.ofDays(2));
        assertThat(Given.refusal(limiter, subjects, 1)).isNotNull();
        clock.pass(Duration.ofHours(1));
        assertThat(Given.refusal(limiter, subjects, 1)).isNull();
    }

    @Test
    void settle_countsOnceFromManyThreads() throws Exception {
        Admission admission = limiter.admit(subjects, "gpt-5", 100);
        limiter.admit(subjects, "gpt-5", 100);
        Crowd.run(8, 100, () -> admission.settle(150));
        admission.release();
        assertThat(Given.refusal(limiter, subjects, 1)).isNull();
        assertThat(Given.refusal(limiter, subjects, 1).code()).isEqualTo("concurrency_limit_exceeded");
    }

    @Test
    void release_keepsTheRequestCounted() {
        limiter.admit(subjects, "gpt-5", 800).release();
        assertThat(limiter.admit(subjects, "gpt-5", 1).headers())
                .containsEntry("x-ratelimit-remaining-requests", "98")
                .containsEntry("x-ratelimit-remaining-tokens", "999");
    }

    @Test
    void forgotten_isReleasedInTime() {
        Admission forgotten = limiter.admit(subjects, "gpt-5", 900);
        clock.pass(Duration.ofMinutes(20));
        Admission younger = limiter.admit(subjects, "gpt-5", 1);
        limiter.releaseForgotten();
        assertThat(Given.refusal(limiter, subjects, 1).code()).isEqualTo("concurrency_limit_exceeded");
        clock.pass(Duration.ofMinutes(11));
        limiter.releaseForgotten();
        forgotten.settle(900);
        // half an hour has refilled what the younger one took
        assertThat(remainingTokens()).isEqualTo(1000 - 1);
        younger.settle(1);
    }

    @Test
    void absurdUse_isNotCounted() {
        limiter.admit(subjects, "gpt-5", 100).settle(Long.MAX_VALUE);
        assertThat(remainingTokens()).isEqualTo(900 - 1);
    }

    private long remainingTokens() {
        return Long.parseLong(limiter.admit(subjects, "gpt-5", 1).headers().get("x-ratelimit-remaining-tokens"));
    }
}
