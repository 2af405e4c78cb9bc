package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Who sees how much of {@code /health}, and what it costs. */
class HealthDetailsTest extends ManageTest {

    @Autowired
    private HealthContributorRegistry checks;

    private HttpResponse<String> ask(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertNothingButStatus(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).fieldNames()).toIterable().containsExactly("status", "timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "OPERATOR", "ADMIN"})
    void administrators_seeAllOfIt(String role) throws Exception {
        HttpResponse<String> answer = ask("/health", as(role));

        JsonNode health = json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(Instant.parse(health.path("timestamp").asText()))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(health.path("version").asText()).isNotBlank();
        assertThat(health.path("uptime").isIntegralNumber()).isTrue();
        assertThat(health.path("checks").fieldNames())
                .toIterable()
                .contains("providers", "memory", "cache", "database", "journal", "redis", "routes", "vitals", "prices");
        assertThat(health.path("checks"))
                .allSatisfy(check -> assertThat(check.path("status").asText()).isIn("UP", "DEGRADED"));
    }

    @Test
    void details_areWhatAnOperatorLooksFor() throws Exception {
        JsonNode checks = json(ask("/health", as("VIEWER"))).path("checks");

        JsonNode providers = checks.path("providers");
        assertThat(providers.path("total").asInt()).isGreaterThan(15);
        assertThat(providers.path("enabled").asInt())
                .isBetween(1, providers.path("total").asInt());
        assertThat(providers.at("/each/openai/breaker").asText()).isEqualTo("closed");
        JsonNode memory = checks.path("memory");
        assertThat(memory.path("used").asLong()).isPositive();
        assertThat(memory.path("available").asLong()).isPositive();
        assertThat(memory.path("percent").asDouble()).isBetween(0.1, 100.0);
        assertThat(checks.at("/cache/share").asDouble()).isEqualTo(1);
        assertThat(checks.at("/redis/used").asBoolean(true)).isFalse();
        assertThat(checks.at("/routes/generation").asInt()).isPositive();
        assertThat(checks.at("/journal/waiting").isIntegralNumber()).isTrue();
        assertThat(checks.at("/database/address").asText()).startsWith("jdbc:h2:");
    }

    @Test
    void adminKey_isEnough() throws Exception {
        assertThat(json(ask("/health", "Authorization", "Bearer " + ADMIN_KEY)).has("checks"))
                .isTrue();
    }

    @Test
    void strangers_seeWhetherItIsUp() throws Exception {
        assertNothingButStatus(ask("/health"));
        for (String header : new String[] {"Bearer sk-serai-nobody", "Bearer ", "Basic dTpw", "nonsense"}) {
            assertNothingButStatus(ask("/health", "Authorization", header));
        }
        assertNothingButStatus(ask("/health", "x-api-key", ADMIN_KEY));
    }

    @Test
    void callers_areStrangersHere() throws Exception {
        assertNothingButStatus(ask("/health", bearer(tokenOf(project()))));
    }

    @Test
    void singleChecks_areForAdministrators() throws Exception {
        assertThat(ask("/health/memory").statusCode()).isEqualTo(404);

        HttpResponse<String> shown = ask("/health/memory", as("VIEWER"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(json(shown).has("percent")).isTrue();
    }

    @Test
    void probes_runNoOtherCheck() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HealthIndicator counted = () -> {
            asked.incrementAndGet();
            return Health.down().build();
        };
        checks.registerContributor("counted", counted);
        try {
            for (String probe : new String[] {"/health/live", "/health/ready"}) {
                assertThat(ask(probe).statusCode()).isEqualTo(200);
                assertThat(ask(probe, as("ADMIN")).statusCode()).isEqualTo(200);
            }
            assertThat(asked).hasValue(0);
            HttpResponse<String> whole = ask("/health");
            assertThat(whole.statusCode()).as("down").isEqualTo(503);
            assertThat(json(whole).path("status").asText()).isEqualTo("DOWN");
            assertThat(asked).hasValue(1);
        } finally {
            checks.unregisterContributor("counted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEGRADED:200", "OUT_OF_SERVICE:503", "DOWN:503"})
    void worstCheck_decidesTheStatus(String statusAndCode) throws Exception {
        String[] words = statusAndCode.split(":", 2);
        checks.registerContributor("worst", (HealthIndicator)
                () -> Health.status(new Status(words[0])).build());
        try {
            HttpResponse<String> whole = ask("/health");
            assertThat(whole.statusCode()).isEqualTo(Integer.parseInt(words[1]));
            assertThat(json(whole).path("status").asText()).isEqualTo(words[0]);
            assertThat(ask("/health/live").statusCode()).isEqualTo(200);
            assertThat(ask("/health/ready").statusCode()).isEqualTo(200);
        } finally {
            checks.unregisterContributor("worst");
        }
    }
}
