package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What clients are told of refusals that stay the same: their libraries would try again for nothing. */
class LastingRefusalsTest extends GatewayTest {

    @Test
    void refusalThatLasts_isNotToBeTriedAgain() throws Exception {
        var answer = post("/v1/chat/completions", chat("nobody"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void refusalThatPasses_mayBeTriedAgain() throws Exception {
        var answer = post("/v1/chat/completions", chat("simulator/429"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("x-should-retry")).isNotEqualTo(Optional.of("false"));
    }
}
