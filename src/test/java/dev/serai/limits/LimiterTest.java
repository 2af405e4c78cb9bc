package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private final HandClock clock = new HandClock();
    private final Limiter limiter =
            new Limiter(new LocalBuckets(clock), Duration.ofMinutes(30), clock::currentTimeNanos);

    @AfterEach
    void close() {
        limiter.close();
    }

    @Test
    void crowd_getsExactlyTheLimit() throws Exception {
        Subject subject = Given.token(Given.requests(Given.perDay(100)));
        assertThat(Given.admitted(limiter, subject, 100, 10)).isEqualTo(100);
    }

    @Test
    void refusal_saysWhoWhatAndWhen() {
        Subject project = Given.project(Given.requests(new Rates(60L, 1000L, null, 1L)));
        limiter.admit(List.of(project), "gpt-5", 1);
        ApiException refusal = Given.refusal(limiter, List.of(project), 1);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.type()).isEqualTo("requests");
        assertThat(refusal.code()).isEqualTo("rate_limit_exceeded");
        assertThat(refusal)
                .hasMessage("Rate limit reached for this project on requests per minute: limit 60. Try again in 1s.");
        assertThat(refusal.headers())
                .containsEntry("retry-after", "1")
                .containsEntry("retry-after-ms", "1000")
                .containsEntry("x-ratelimit-limit-requests", "1")
                .containsEntry("x-ratelimit-remaining-requests", "0")
                .containsEntry("x-ratelimit-reset-requests", "1s");
        clock.pass(Duration.ofSeconds(1));
        assertThat(Given.refusal(limiter, List.of(project), 1)).isNull();
    }

    @Test
    void refusal_namesTheWindowThatTakesLongest() {
        Subject token = Given.token(Given.tokens(new Rates(100L, 100L, null, null)));
        limiter.admit(List.of(token), "gpt-5", 90);
        ApiException refusal = Given.refusal(limiter, List.of(token), 20);
        assertThat(refusal.type()).isEqualTo("tokens");
        assertThat(refusal)
                .hasMessage("Rate limit reached for this token on tokens per hour: limit 100. Try again in 6m0s.");
    }

    @Test
    void refusedByOne_takesFromNone() {
        Subject token = Given.token(new Limits(Given.perDay(2), Given.perDay(50), 1, null));
        Subject project = Given.project(new Limits(null, Given.perDay(10), null, null));
        assertThat(Given.refusal(limiter, List.of(token, project), 11)).isNotNull();
        limiter.admit(List.of(project), "gpt-5", 9);
        for (int i = 0; i < 5; i++) {
            assertThat(Given.refusal(limiter, List.of(token, project), 5).getMessage())
                    .contains("this project");
        }
        Map<String, String> headers = limiter.admit(List.of(token), "gpt-5", 50).headers();
        assertThat(headers)
                .containsEntry("x-ratelimit-remaining-requests", "1")
                .containsEntry("x-ratelimit-remaining-tokens", "0");
    }

    @Test
    void tooLarge_canNeverPass() {
        Subject token = Given.token(Given.tokens(new Rates(1000L, null, 50_000L, null)));
        ApiException refusal = Given.refusal(limiter, List.of(token), 1001);
        assertThat(refusal)
                .hasMessage("The request asks for about 1001 tokens, the limit of this token is 1000 per minute."
                        + " Make it shorter.");
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.headers()).containsEntry("x-should-retry", "false").doesNotContainKey("retry-after");
    }

    @Test
    void tooLargeForTheBurst_canNeverPass() {
        Subject token = Given.token(Given.tokens(new Rates(1000L, null, null, 100L)));
        assertThat(Given.refusal(limiter, List.of(token), 101).getMessage()).contains("is 100 at once.");
    }

    @Test
    void concurrency_isLimitedAndFreed() {
        Subject token = Given.token(Given.concurrent(1));
        Subject project = Given.project(Given.concurrent(5));
        Admission first = limiter.admit(List.of(project, token), "gpt-5", 1);
        ApiException refusal = Given.refusal(limiter, List.of(project, token), 1);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("concurrency_limit_exceeded");
        assertThat(refusal.headers()).containsEntry("retry-after", "1");
        first.release();
        limiter.admit(List.of(project, token), "gpt-5", 1).settle(7);
        assertThat(limiter.concurrency().size()).isZero();
    }

    @Test
    void model_isLimitedBesides() {
        Limits models = new Limits(
                Given.perDay(100),
                null,
                null,
                Map.of("gpt-*", new Limits(Given.perDay(1), null, 9, null), "other", Given.requests(Given.perDay(1))));
        Subject project = Given.project(models);
        limiter.admit(List.of(project), "gpt-5", 1);
        assertThat(Given.refusal(limiter, List.of(project), 1))
                .hasMessageStartingWith("Rate limit reached for model gpt-* of this project on requests per day");
        Map<String, String> headers = limiter.admit(List.of(project), "free", 1).headers();
        assertThat(headers).containsEntry("x-ratelimit-remaining-requests", "98");
        assertThat(limiter.admit(List.of(project), null, 1).headers())
                .containsEntry("x-ratelimit-remaining-requests", "97");
    }

    @Test
    void headers_areOfTheTightest() {
        Subject token = Given.token(new Limits(Given.perMinute(10), Given.perMinute(6000), null, null));
        Subject project = Given.project(new Limits(Given.perMinute(1000), Given.perMinute(600), null, null));
        Admission admission = limiter.admit(List.of(token, project), "gpt-5", 60);
        assertThat(admission.headers())
                .containsExactly(
                        Map.entry("x-ratelimit-limit-requests", "10"),
                        Map.entry("x-ratelimit-remaining-requests", "9"),
                        Map.entry("x-ratelimit-reset-requests", "6s"),
                        Map.entry("x-ratelimit-limit-tokens", "600"),
                        Map.entry("x-ratelimit-remaining-tokens", "540"),
                        Map.entry("x-ratelimit-reset-tokens", "6s"));
    }

    @Test
    void unlimited_costsNothing() {
        List<Subject> nobody = List.of(Given.token(Limits.NONE), Given.project(Limits.NONE));
        Admission admission = limiter.admit(nobody, "gpt-5", Long.MAX_VALUE);
        assertThat(admission.headers()).isEmpty();
        assertThat(limiter.admit(nobody, "gpt-5", 1)).isSameAs(admission);
        admission.settle(5);
    }

    @Test
    void errorWhileItIsAdmitted_leavesNothingTaken() {
        Buckets broken = mock(Buckets.class);
        when(broken.take(any(), anyLong())).thenThrow(new StackOverflowError("a test's"));
        Subject token = Given.token(new Limits(Given.perDay(10), null, 1, null));
        try (Limiter failing = new Limiter(broken, Duration.ofMinutes(30), clock::currentTimeNanos)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> failing.admit(List.of(token), "gpt-5", 1))
                        .isInstanceOf(StackOverflowError.class);
            }
            assertThat(failing.concurrency().size()).isZero();
        }
    }
}
