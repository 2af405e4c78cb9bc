package dev.serai.balancing.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.SeraiProperties;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Leaks;
import dev.serai.upstream.LeasedConnections;
import dev.serai.upstream.UpstreamConnections;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.TestPropertySource;

/** A gateway as it is shipped, breakers included, that is to serve the aliases of the wall. */
@TestPropertySource(
        properties = {
            "serai.breaker.failure-rate=50",
            "serai.breaker.window=100",
            "serai.breaker.open-for=5s",
            "SERAI_RETRIES=2",
            "management.prometheus.metrics.export.enabled=true", // which tests are without
            "serai.first-event-patience=10s",
            "serai.keep-alive-interval=5s"
        })
abstract class WallGatewayTest extends CallingGatewayTest {

    static final WallProvider PRIMARY = new WallProvider("primary");
    static final WallProvider FALLBACK = new WallProvider("fallback");

    @Autowired
    private UpstreamConnections connections;

    @Autowired
    private SeraiProperties serai;

    /** Each alias has a primary of its own, and a fallback that is another provider. */
    static void twoProviders(DynamicPropertyRegistry properties) throws IOException {
        WallRoutes routes = new WallRoutes(PROVIDER_KEY, PRIMARY.url(), FALLBACK.url());
        for (Scenario scenario : Scenarios.ALL) {
            routes.addInEachMode(scenario);
        }
        routes.addInEachMode(Scenarios.OUTAGE);
        routes.add(Scenarios.LOSSY, Scenarios.LOSSY.name());
        routes.serve(properties);
    }

    /** Asks an alias, with the usage of streams. */
    Heard ask(String alias, boolean stream) throws Exception {
        String body = stream
                ? streamedChat(alias).replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},")
                : chat(alias);
        long since = System.nanoTime();
        HttpResponse<String> response = post(CHAT, body);
        return new Heard(response, stream, (System.nanoTime() - since) / 1_000_000);
    }

    static void forget() {
        PRIMARY.forget();
        FALLBACK.forget();
    }

    static void assertWhole(Heard answer) {
        assertThat(answer.status()).as(answer.all()).isEqualTo(200);
        assertThat(answer.flaws()).as(answer.all()).isEmpty();
        assertThat(answer.text()).isEqualTo(Canon.TEXT);
        assertThat(answer.finishes()).containsExactly("stop");
    }

    void assertNothingLeased() throws Exception {
        assertThat(await(() -> LeasedConnections.of(connections), leased -> leased == 0))
                .isZero();
    }

    void assertNoKeyAtRest() throws IOException {
        assertThat(Leaks.rows(database)).doesNotContain(PROVIDER_KEY);
        assertThat(Leaks.files(serai.data())).doesNotContain(PROVIDER_KEY);
    }
}
