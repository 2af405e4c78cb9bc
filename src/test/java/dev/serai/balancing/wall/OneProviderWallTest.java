package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The wall once more, with both targets of each alias on one provider, which all cases share, and without any options: one
 * model's trouble is no other's. What is silent is given up after two seconds, where it would be half a minute.
 */
@TestPropertySource(properties = {"serai.failover.silent-stream=2s", "serai.failover.silent-whole=2s"})
class OneProviderWallTest extends WallContract {

    private static final String ONE = "one";
    private static final FakeUpstream PROVIDER = new FakeUpstream();

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
        routes.serve(properties);
    }

    private static void add(WallRoutes routes, Scenario scenario) throws IOException {
        for (boolean stream : scenario.modes()) {
            routes.addOnOne(ONE, Trial.name(scenario, stream));
        }
    }

    @Override
    String warmUp() {
        return ONE + "/warm-up";
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void fault_costsTheCallerLittleTime(Trial trial) {
        assertThat(trial.faulty().millis()).isLessThan(10_000);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void otherCases_keepNobodyFromItsModel(Trial trial) {
        assertThat(trial.primary()).as("attempts on the primary").hasSizeBetween(1, 2);
    }
}
