package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.upstream.Call;
import dev.serai.upstream.Provider;
import dev.serai.upstream.Target;
import dev.serai.usage.Expectations;
import dev.serai.usage.PriceList;
import dev.serai.wire.RequestScanner;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowestCostTest {

    @TempDir
    private Path folder;

    private static final Map<String, String> ACME = Map.of(
            "provider", "acme",
            "connectTimeout", "1",
            "headersTimeout", "1",
            "firstTokenTimeout", "1",
            "idleTimeout", "1",
            "totalTimeout", "1");

    private final Loads loads = new Loads(System::nanoTime, CircuitBreaker::ofDefaults);
    private LowestCost balancer;

    @BeforeEach
    void prices() throws IOException {
        Path file = folder.resolve("prices.yaml");
        Files.writeString(file, """
            version: test
            currency: USD
            prices:
              acme/reader: {input: 10, output: 1}
              acme/writer: {input: 1, output: 10}
            """);
        balancer = new LowestCost(loads, new PriceList(file, Duration.ZERO), new Expectations());
    }

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
        List<Member> members = List.of(
                target("unknown"),
                new Member(null, loads.of("direct://other"), 1, null),
                target("writer"),
                target("reader"));
        return balancer.order(exchange(prompt), members).stream()
                .map(member -> member.load().key())
                .toList();
    }

    private Member target(String model) {
        Target target = new Target(new Provider(ACME), null, model);
        return new Member(null, loads.of(target.toString()), 1, target);
    }

    private static Exchange exchange(String prompt) {
        Call call = new Call("req_1");
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
        call.asked(RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8)));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Call.VARIABLE, call);
        return exchange;
    }
}
