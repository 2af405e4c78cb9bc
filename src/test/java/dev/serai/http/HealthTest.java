package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For load balancers and orchestrators. */
class HealthTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void health_isUp(String path) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("status").asText()).isEqualTo("UP");
    }

    @Test
    void health_tellsStrangersNoDetails() throws Exception {
        assertThat(json(get("/health")).fieldNames()).toIterable().containsExactly("status", "timestamp");
    }

    @Test
    void unknownPartOfHealth_isUnknown() throws Exception {
        var response = get("/health/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("code").asText()).isEqualTo("unknown_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/env", "/beans", "/metrics", "/heapdump", "/loggers", "/shutdown", "/actuator"})
    void otherEndpointsOfSpring_areNotServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }
}
