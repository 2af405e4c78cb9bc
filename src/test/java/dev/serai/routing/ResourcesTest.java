package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups in caches and databases. */
class ResourcesTest extends ResourcesGatewayTest {

    private static final String CACHED = """
        - setVariable: { id: tier-none, name: none, expression: { constant: { expression: "" } } }
        - setHeader: { id: tier-key, name: CamelCaffeineKey, expression: { simple: { expression: "${variable.hints[tenant]}" } } }
        - to: { id: tier-kept, uri: "caffeine-cache:tiers?action=GET", variableSend: none, variableReceive: tier }
        - choice:
            id: tier-known
            when:
              - id: tier-unknown
                expression: { simple: { expression: "${variable.tier} == ''" } }
                steps:
                  - setVariable: { id: tier-query, name: query, expression: { constant: { expression: "select model from tenants where id = :?CamelCaffeineKey" } } }
                  - to: { id: tier-find, uri: "jdbc:h2?useHeadersAsParameters=true&outputType=SelectOne", variableSend: query, variableReceive: tier }
                  - to: { id: tier-keep, uri: "caffeine-cache:tiers?action=PUT", variableSend: tier, variableReceive: kept }
        - setVariable: { id: tier-model, name: model, expression: { simple: { expression: "${variable.tier}" } } }
        - removeHeaders: { id: tier-forget, pattern: "*" }
        """;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void tenantsAttribute_isLookedUp(String source) throws Exception {
        serve(LOOK_UP.formatted(source));

        assertThat(askedBy("gold")).startsWith("/openai/");
        assertThat(askedBy("iron")).startsWith("/groq/");
        assertThat(UPSTREAM.last().text()).contains("Hello");
        assertThat(UPSTREAM.last().headers().toString().toLowerCase(Locale.ROOT))
                .doesNotContain("tenant", "jdbc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void parameter_isNeverSql(String source) throws Exception {
        serve(LOOK_UP.formatted(source));

        assertThat(ask("' or '1'='1").statusCode()).isNotEqualTo(200);
        assertThat(ask("gold'; drop table tenants; --").statusCode()).isNotEqualTo(200);
        assertThat(askedBy("gold")).startsWith("/openai/");
    }

    @Test
    void cachedAttribute_outlivesReloads() throws Exception {
        serve(CACHED);
        assertThat(askedBy("gold")).startsWith("/openai/");
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update tenants set model = 'groq/llama' where id = 'gold'");
            write(ACME, provider("acme", "one"));
            assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);
            await("the end of the drain", () -> generations.draining().isEmpty());

            assertThat(askedBy("gold")).startsWith("/openai/");
            tiers.invalidateAll();
            assertThat(askedBy("gold")).startsWith("/groq/");
            statement.execute("update tenants set model = 'openai/gpt' where id = 'gold'");
        }
        String metrics = get("/manage/metrics").body();
        assertThat(metrics)
                .contains(
                        "cache_gets_total{cache=\"tiers\"",
                        "serai_cache_bytes{cache=\"tiers\"",
                        "hikaricp_connections{pool=\"h2\"");
    }
}
