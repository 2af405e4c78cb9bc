package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.wall.Scenario.Owed;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wall of all scenarios. They run at once before the tests, which look at what came of them. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WallContract extends WallGatewayTest {

    private static final Duration OUTAGE = Duration.ofSeconds(15);

    private Wall wall;

    /** An alias that is asked before the wall, whose first cases would be slow else. */
    abstract String warmUp();

    @BeforeAll
    @Timeout(180)
    void runAll() throws Exception {
        forget();
        ask(warmUp(), true);
        wall = Wall.of(OUTAGE, this::ask);
        wall.print();
    }

    /** What came of the case of that name. */
    Trial trial(String name) {
        return wall.trial(name);
    }

    Stream<Trial> trials() {
        return wall.trials().stream();
    }

    Stream<Trial> owed(Owed owed) {
        return trials().filter(trial -> trial.scenario().owed() == owed);
    }

    Stream<Trial> wholeAnswers() {
        return owed(Owed.WHOLE);
    }

    Stream<Outage> outages() {
        return wall.outages().stream();
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void fault_costsTheCallerNothingOfTheAnswer(Trial trial) {
        assertWhole(trial.faulty());
    }

    @ParameterizedTest
    @MethodSource("trials")
    void healthyCallAfterwards_isWhole(Trial trial) {
        assertWhole(trial.healthy());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void outage_costsNoCallerAnything(Outage outage) {
        assertThat(outage.answers()).allSatisfy(WallGatewayTest::assertWhole);
        assertThat(outage.answers()).extracting(Heard::millis).allMatch(millis -> millis < 10_000);
        assertThat(outage.whileDown()).isPositive();
        assertThat(outage.backAfter()).as("used again").isNotNegative();
    }

    /** Whatever broke, its connection was let go; errors of the wall's providers repeat their key. */
    @Test
    void nothing_isLeftBehind() throws Exception {
        assertNothingLeased();
        assertNoKeyAtRest();
    }
}
