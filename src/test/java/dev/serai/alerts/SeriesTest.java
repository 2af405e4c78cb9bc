package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is counted of requests, for as long as a question looks back. */
class SeriesTest {

    private static final long NOON = 1_893_499_200_000L;
    private static final long MINUTE = 60_000;

    private final Series series = new Series();

    private Double ask(long now, String figure, String... options) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return series.reading(FigureQuestion.of(figure, given), now);
    }

    private void answered(long now, int times) {
        for (int i = 0; i < times; i++) {
            series.ended(now, 1000, 100, 200, null);
        }
    }

    @Test
    void failures_areAShareOfAll_andThoseOfTheKindThatIsAsked() {
        answered(NOON, 7);
        series.ended(NOON, 5, -1, 503, "overloaded");
        series.ended(NOON, 5, -1, 429, "rate_limit_exceeded");
        series.ended(NOON, 5, -1, 401, "invalid_api_key");

        assertThat(ask(NOON, "errors")).isEqualTo(20.0);
        assertThat(ask(NOON, "failures", "of", "401,403")).isEqualTo(1.0);
        assertThat(ask(NOON, "failures", "of", "overloaded")).isEqualTo(1.0);
        assertThat(ask(NOON, "failures", "of", "4xx")).isEqualTo(2.0);
        assertThat(ask(NOON, "requests")).isEqualTo(10.0);
    }

    @Test
    void answerThatBrokeOff_isAFailure() {
        series.ended(NOON, 5, 1, 200, "provider_timeout");

        assertThat(ask(NOON, "errors")).isEqualTo(100.0);
    }

    @Test
    void whatIsLeftAlone_isNotAvailable_andHasNotFailed() {
        answered(NOON, 1);
        series.skipped(NOON);
        series.skipped(NOON);
        series.skipped(NOON);

        assertThat(ask(NOON, "availability")).isEqualTo(25.0);
        assertThat(ask(NOON, "errors")).isZero();
    }

    @Test
    void tooFewRequests_sayNothing() {
        answered(NOON, 19);

        assertThat(ask(NOON, "latency", "least", "20")).isNull();
        answered(NOON, 1);
        assertThat(ask(NOON, "latency", "least", "20")).isBetween(0.93, 1.07);
    }

    @Test
    void window_forgets() {
        series.ended(NOON, 5, -1, 500, null);
        answered(NOON + 4 * MINUTE, 1);

        assertThat(ask(NOON + 4 * MINUTE, "errors")).isEqualTo(50.0);
        assertThat(ask(NOON + 6 * MINUTE, "errors")).isZero();
        assertThat(ask(NOON + 6 * MINUTE, "failures", "window", "15m")).isEqualTo(1.0);
        assertThat(ask(NOON + 20 * MINUTE, "errors", "window", "15m")).isNull();
        answered(NOON + 15 * MINUTE, 1); // takes the place of the first
        assertThat(ask(NOON + 15 * MINUTE, "failures", "window", "15m")).isZero();
    }

    @Test
    void codesWithoutEnd_takeNoMemoryWithoutEnd() {
        for (int i = 0; i < 1000; i++) {
            series.ended(NOON, 5, -1, 500 + i % 60, "code_" + i);
        }

        assertThat(ask(NOON, "failures", "of", "5xx")).isEqualTo(1000.0);
        assertThat(ask(NOON, "failures", "of", "code_0")).isEqualTo(1.0);
    }

    @Test
    void usage_isSummed() {
        series.used(NOON, 10, 0.5);
        series.used(NOON, 20, -1);
        series.used(NOON, 0, -1);

        assertThat(ask(NOON, "tokens")).isEqualTo(30.0);
        assertThat(ask(NOON, "cost")).isEqualTo(0.5);
        assertThat(ask(NOON, "unpriced")).isEqualTo(1.0);
    }
}
