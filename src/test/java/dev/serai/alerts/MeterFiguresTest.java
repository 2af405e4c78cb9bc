package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.MovedClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of the meters of {@code /manage/metrics}. */
class MeterFiguresTest {

    private final MovedClock clock = MovedClock.standing();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeterFigures figures = new MeterFigures(meters, clock);

    /** Of what grows by one a second: however often it is asked, and by however many alerts. */
    @ParameterizedTest
    @CsvSource({"1,1", "10,1", "10,5", "60,1", "60,7", "300,1"})
    void increase_isThatOfTheWindow(int everySeconds, int alerts) {
        FigureQuestion question = FigureQuestion.of("meter", Map.of("name", "x_total", "window", "15m"));
        Counter counter = Counter.builder("x").register(meters);

        for (int second = 0; second < 7200; second += everySeconds) {
            clock.pass(Duration.ofSeconds(everySeconds));
            counter.increment(everySeconds);
            List<Reading> readings = List.of();
            for (int i = 0; i < alerts; i++) {
                readings = figures.ask(question);
            }
            if (second > 1000) {
                assertThat(readings.get(0).value())
                        .as("after %d s", second)
                        .isBetween(900.0, 900.0 + Math.max(900 / 64.0, everySeconds) + everySeconds);
            }
        }
    }
}
