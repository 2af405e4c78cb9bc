package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where no key is asked of its own machine, the gateway serves nobody for whom another one speaks. */
class LoopbackTest extends GatewayTest {

    @Test
    void ownMachine_isServed() throws Exception {
        assertThat(post("/v1/chat/completions", chat("simulator/echo")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,127.0.0.1", "x-forwarded-for,203.0.113.9", "Forwarded,for=127.0.0.1"})
    void forwardedRequest_isRefused(String header, String value) throws Exception {
        var response = post("/v1/chat/completions", chat("simulator/echo"), header, value);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(response).path("code").asText()).isEqualTo("invalid_api_key");
    }
}
