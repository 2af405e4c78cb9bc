package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serai.upstream.Call;
import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class StickyTest {

    private static final int SESSIONS = 10_000;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Simulation simulation =
            new Simulation().with("a", 2).with("b", 1).with("c", 1);
    private final Sticky balancer = new Sticky(simulation.loads);

    @Test
    void sessions_areSpreadByWeight() {
        Map<String, Integer> counts = new HashMap<>();
        homes(simulation.members()).values().forEach(home -> counts.merge(home, 1, Integer::sum));

        assertThat(counts.get("a") / (double) SESSIONS).isCloseTo(0.5, within(0.015));
        assertThat(counts.get("b") / (double) SESSIONS).isCloseTo(0.25, within(0.015));
    }

    @Test
    void removedTarget_movesItsOwnSessionsOnly() {
        Map<String, String> before = homes(simulation.members());
        Map<String, String> after = homes(simulation.members().subList(0, 2));

        before.forEach((session, home) -> {
            if (!home.equals("c")) {
                assertThat(after).containsEntry(session, home);
            }
        });
        long moved = before.values().stream().filter("c"::equals).count();
        long toA = before.keySet().stream()
                .filter(session -> before.get(session).equals("c"))
                .filter(session -> after.get(session).equals("a"))
                .count();
        assertThat((double) toA / moved).as("by weight").isCloseTo(2 / 3.0, within(0.03));
    }

    @Test
    void secondChoice_isWhereTheSessionGoesWithoutTheFirst() {
        for (int i = 0; i < 100; i++) {
            List<Member> order = balancer.order(session("s" + i), simulation.members());
            List<Member> others = simulation.members().stream()
                    .filter(member -> !member.equals(order.get(0)))
                    .toList();
            assertThat(balancer.order(session("s" + i), others)).isEqualTo(order.subList(1, 3));
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
        Exchange hinted = exchange(body, Map.of("session", "\"key-1\""));

        assertThat(order(exchange(body, Map.of()))).isEqualTo(order(hinted));
        assertThat(order(exchange("\"user\":\"key-1\"", Map.of()))).isEqualTo(order(hinted));
        assertThat(order(exchange("\"user\":\"\"", Map.of()))).isEqualTo(order(exchange("\"n\":1", Map.of())));
    }

    private List<Member> order(Exchange exchange) {
        return balancer.order(exchange, simulation.members());
    }

    private Map<String, String> homes(List<Member> members) {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < SESSIONS; i++) {
            Member home = balancer.order(session("user-" + i), members).get(0);
            homes.put("user-" + i, home.load().key());
        }
        return homes;
    }

    private Exchange session(String name) {
        return exchange("\"n\":1", Map.of("session", name));
    }

    private Exchange exchange(String member, Map<String, String> hints) {
        Call call = new Call("req_1");
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + member + "}";
        call.asked(RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8)));
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(Call.VARIABLE, call);
        exchange.setVariable("hints", hints);
        return exchange;
    }
}
