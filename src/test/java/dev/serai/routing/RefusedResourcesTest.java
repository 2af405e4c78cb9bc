package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Postgres;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of caches and databases that are away, slow, or not there, and of steps that misuse them. */
class RefusedResourcesTest extends ResourcesGatewayTest {

    @Test
    void dataSourceThatIsAway_isSaidWithItsStep() throws Exception {
        serve(LOOK_UP.formatted("away"));

        HttpResponse<String> response = ask("gold");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("datasource_unavailable");
        assertThat(error(response).path("message").asText()).contains("'tier-find'", "'away'");
        assertThat(response.body()).doesNotContain(Postgres.PASSWORD, "127.0.0.1");
        JsonNode health = json(get("/health")).path("checks").path("dataSources");
        assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(health.toString()).doesNotContain(Postgres.PASSWORD);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void slowQuery_isGivenUp() throws Exception {
        serve(LOOK_UP.formatted("postgres").replace("where id", "where pg_sleep(30) is not null and id"));

        HttpResponse<String> response = ask("gold");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        assertThat(error(response).path("code").asText()).isEqualTo("datasource_timeout");
    }

    @Test
    void changes_areRefusedByADataSourceThatIsReadOnly() throws Exception {
        serve(LOOK_UP.formatted("postgres")
                .replace("select model from tenants where id = :?tenant", "delete from tenants where id = :?tenant"));
        assertThat(ask("gold").statusCode()).isEqualTo(500);
        serve(LOOK_UP.formatted("postgres"));
        assertThat(askedBy("gold")).startsWith("/openai/");
    }

    @Test
    void rows_areBounded() throws Exception {
        serve(LOOK_UP.formatted("h2")
                .replace(
                        "select model from tenants where id = :?tenant",
                        "select x from system_range(1, 100000) where :?tenant is not null")
                .replace("&outputType=SelectOne", "")
                .replace("${variable.tier}", "openai/${variable.tier.size()}"));
        askedBy("gold");
        assertThat(UPSTREAM.last().text()).contains("\"1000\"");
    }

    @Test
    void request_isNoQuery() throws Exception {
        serve("- to: { id: tier-find, uri: 'jdbc:h2' }");
        assertThat(ask("gold").statusCode()).isEqualTo(500);
    }

    @Test
    void request_isNotKeptAsItIs() throws Exception {
        serve("- to: { id: tier-keep, uri: 'caffeine-cache:tiers?action=PUT&key=x' }");
        assertThat(ask("gold").statusCode()).isEqualTo(500);
        assertThat(tiers.asMap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "caffeine-cache:nowhere?action=GET,there is no cache 'nowhere'",
        "caffeine-cache:nowhere?createCacheIfNotExist=true&action=GET,there is no cache 'nowhere'",
        "caffeine-cache:tiers?maximumSize=1&action=GET,serai.caches.tiers",
        "caffeine-cache:h2?action=GET,there is no cache 'h2'",
        "jdbc:nowhere,there is no data source 'nowhere'",
        "jdbc:default,there is no data source 'default'",
        "jdbc:dataSource?beanRowMapper=#x,there is no data source 'dataSource'",
        "jdbc:tiers,there is no data source 'tiers'"
    })
    void nameThatIsNotThere_isRefusedWithItsLine(String address, String reason) throws Exception {
        write(
                "routes/policies/tier.camel.yaml",
                PolicyGatewayTest.policy("tier", "- to: { id: tier-ask, uri: \"" + address + "\" }")
                        .replace("tier-first", "first-tier"));
        for (String way : List.of("reload", "check")) {
            HttpResponse<String> response = manage("POST", way);
            assertThat(response.statusCode()).as(way + response.body()).isEqualTo(422);
            assertThat(response.body())
                    .as(way)
                    .contains(reason, "\"file\":\"routes/policies/tier.camel.yaml\",\"line\":10");
        }
    }
}
