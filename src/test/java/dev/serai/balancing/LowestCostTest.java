package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.call.Target;
import dev.serai.prices.PriceList;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.usage.Expectations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LowestCostTest {

    private static final Path PRICES = Path.of("src/test/resources/balancing/prices.yaml");

    private static final Map<String, String> ACME = Map.of(
            "provider", "acme",
            "connectTimeout", "1",
            "headersTimeout", "1",
            "firstTokenTimeout", "1",
            "idleTimeout", "1",
            "totalTimeout", "1");

    private final Loads loads = new Loads(System::nanoTime, null);

    @Test
    void shortPrompt_goesWhereOutputIsCheap() {
        assertThat(order("Hi")).containsExactly("acme/reader", "acme/writer", "acme/unknown", "direct://other");
    }

    @Test
    void longPrompt_goesWhereInputIsCheap() {
        assertThat(order("word ".repeat(10_000)))
                .containsExactly("acme/writer", "acme/reader", "acme/unknown", "direct://other");
    }

    private List<String> order(String prompt) {
        List<BalancedTarget> members = List.of(
                member("unknown"),
                new BalancedTarget(null, loads.of("direct://other"), 1, null),
                member("writer"),
                member("reader"));
        return balancer(loads).order(Chats.chat(prompt), members).stream()
                .map(member -> member.load().key())
                .toList();
    }

    private BalancedTarget member(String model) {
        Target target = target(model);
        return new BalancedTarget(null, loads.of(target.toString()), 1, target);
    }

    /** With output that is cheap at {@code reader}, and input that is cheap at {@code writer}. */
    static LowestCost balancer(Loads loads) {
        return new LowestCost(loads, new PriceList(PRICES, Duration.ZERO), new Expectations());
    }

    /** One of those, or one without a price. */
    static Target target(String model) {
        return new Target(new Provider(ACME, ModelRules.NONE), null, model);
    }
}
