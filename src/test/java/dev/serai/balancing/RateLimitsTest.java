package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "retry-after, 3, 3000",
        "retry-after, 0.5, 500",
        "retry-after, 86400, 600000",
        "retry-after, soon, 0",
        "retry-after, -1, 0",
        "retry-after, '', 0",
        "retry-after, 999999999999999999999999, 0",
        "retry-after, 'Wed, 21 Oct 2015 07:28:00 GMT', 0",
        "retry-after, 'Sometime GMT', 0",
        "retry-after-ms, 120, 120",
        "x-other, 5, 0"
    })
    void retryAfter_isBelievedWithinLimits(String name, String value, long millis) {
        Map<String, Object> headers = Map.of(name, value);

        assertThat(RateLimits.retryAfter(headers::get)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void retryAfter_canBeADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atZone(ZoneOffset.UTC));

        assertThat(RateLimits.retryAfter(Map.<String, Object>of("retry-after", date)::get) / 1e9)
                .isCloseTo(100, within(5.0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8.64s, 8640",
        "0, 120ms, 120",
        "0, 12, 12000",
        "0, 0m1.5s, 1500",
        "0, 6m0s, 60000",
        "0, 1h0m12s, 60000",
        "0, 1700000000, 60000",
        "0, 5x, 0",
        "0, s, 0",
        "1, 30s, 0"
    })
    void exhaustedLimit_restsUntilItsReset(String remaining, String reset, long millis) {
        Map<String, Object> headers =
                Map.of("x-ratelimit-remaining-tokens", remaining, "x-ratelimit-reset-tokens", reset);

        assertThat(RateLimits.exhausted(headers::get)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void exhaustedLimits_restUntilTheLastReset() {
        Map<String, Object> headers = Map.of(
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "2s",
                "x-ratelimit-remaining", "0",
                "x-ratelimit-reset", "9",
                "retry-after", "1");

        assertThat(RateLimits.exhausted(headers::get))
                .isEqualTo(Duration.ofSeconds(9).toNanos());
        assertThat(RateLimits.retryAfter(headers::get))
                .isEqualTo(Duration.ofSeconds(9).toNanos());
    }

    @Test
    void noHeaders_sayNothing() {
        assertThat(RateLimits.exhausted(name -> null)).isZero();
        assertThat(RateLimits.retryAfter(name -> null)).isZero();
    }
}
