package dev.serai.resilience.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.resilience.wall.Scenario.Owed;
import dev.serai.support.FakeUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The wall once more, with both targets of each alias on one provider, which all cases share, and without any options: one
 * model's trouble is no other's. What is silent is given up after two seconds, where it would be half a minute.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = {"serai.failover.silent-stream=2s", "serai.failover.silent-whole=2s"})
class OneProviderWallTest extends WallGatewayTest {

    private static final String ONE = "one";
    private static final FakeUpstream PROVIDER = new FakeUpstream();

    private Wall wall;

    @DynamicPropertySource
    static void wall(DynamicPropertyRegistry properties) throws IOException {
        PROVIDER.answer(request -> {
            Ask ask = Ask.of(request);
            String next = WallRoutes.NEXT;
            return ask.model().startsWith(next)
                    ? FALLBACK.answer(ask.of(ask.model().substring(next.length())))
                    : PRIMARY.answer(ask);
        });
        WallRoutes routes = new WallRoutes(PROVIDER_KEY, PRIMARY.url(), FALLBACK.url());
        routes.addProvider(ONE, PROVIDER.url());
        for (Scenario scenario : Scenarios.ALL) {
            add(routes, scenario);
        }
        add(routes, Scenarios.OUTAGE);
        Path prices = routes.writePrices();
        properties.add("serai.routes", routes.folder()::toString);
        properties.add("serai.prices", prices::toString);
    }

    private static void add(WallRoutes routes, Scenario scenario) throws IOException {
        for (boolean stream : scenario.modes()) {
            routes.addOnOne(ONE, Trial.name(scenario, stream));
        }
    }

    @BeforeAll
    @Timeout(180)
    void runAll() throws Exception {
        forget();
        ask(ONE + "/warm-up", true);
        wall = Wall.of(Duration.ofSeconds(20), this::ask);
    }

    @AfterAll
    void printTable() {
        if (wall != null) {
            wall.print();
        }
    }

    Stream<Trial> trials() {
        return wall.trials().stream();
    }

    Stream<Trial> wholeAnswers() {
        return trials().filter(trial -> trial.scenario().owed() == Owed.WHOLE);
    }

    Stream<Outage> outages() {
        return wall.outages().stream();
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void fault_costsTheCallerNothingOfTheAnswer(Trial trial) {
        assertWhole(trial.faulty());
        assertThat(trial.faulty().millis()).isLessThan(10_000);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void otherCases_keepNobodyFromItsModel(Trial trial) {
        assertThat(trial.primary()).as("attempts on the primary").hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void healthyCallAfterwards_isWhole(Trial trial) {
        assertWhole(trial.healthy());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void outageOfAModel_costsNoCallerAnything(Outage outage) {
        assertThat(outage.answers()).allSatisfy(WallGatewayTest::assertWhole);
        assertThat(outage.whileDown()).isPositive();
        assertThat(outage.backAfter()).as("used again").isNotNegative();
    }

    @Test
    void nothing_isLeftBehind() throws Exception {
        assertNothingLeased();
        assertNoKeyAtRest();
    }
}
