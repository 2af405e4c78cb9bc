package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class StickyTest {

    private static final int SESSIONS = 10_000;

    private final Simulation simulation =
            new Simulation().with("a", 2).with("b", 1).with("c", 1);
    private final Sticky balancer = new Sticky(simulation.loads);

    @Test
    void secondChoice_isWhereTheSessionGoesWithoutTheFirst() {
        for (int i = 0; i < 100; i++) {
            List<BalancedTarget> order = balancer.order(Chats.ofSession("s" + i), simulation.members());
            List<BalancedTarget> others = simulation.members().stream()
                    .filter(member -> !member.equals(order.get(0)))
                    .toList();
            assertThat(balancer.order(Chats.ofSession("s" + i), others)).isEqualTo(order.subList(1, 3));
        }
    }

    @Test
    void recoveringTarget_getsItsSessionsBackBitByBit() {
        Map<String, String> before = homes(simulation.members());
        simulation.member("b").load().rest(Duration.ofSeconds(1).toNanos());
        simulation.pass(Duration.ofSeconds(16));
        Map<String, String> half = homes(simulation.members());
        simulation.pass(Duration.ofSeconds(30));

        half.forEach((session, home) -> assertThat(
                        home.equals("b") || !before.get(session).equals("b") ? before.get(session) : home)
                .isEqualTo(home));
        assertThat(half.values()).contains("b");
        assertThat(homes(simulation.members())).isEqualTo(before);
    }

    @Test
    void session_isTheHint_thenTheCacheKey_thenTheUser() {
        String body = "\"prompt_cache_key\":\"key-1\",\"user\":\"ann\"";
        Exchange hinted = Chats.with(body, Map.of("session", "\"key-1\""));

        assertThat(order(Chats.with(body, Map.of()))).isEqualTo(order(hinted));
        assertThat(order(Chats.with("\"user\":\"key-1\"", Map.of()))).isEqualTo(order(hinted));
        assertThat(order(Chats.with("\"user\":\"\"", Map.of()))).isEqualTo(order(Chats.with("\"n\":1", Map.of())));
    }

    private List<BalancedTarget> order(Exchange exchange) {
        return balancer.order(exchange, simulation.members());
    }

    private Map<String, String> homes(List<BalancedTarget> members) {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < SESSIONS; i++) {
            BalancedTarget home =
                    balancer.order(Chats.ofSession("user-" + i), members).get(0);
            homes.put("user-" + i, home.load().key());
        }
        return homes;
    }
}
