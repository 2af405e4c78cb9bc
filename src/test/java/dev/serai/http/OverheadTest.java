package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import org.junit.jupiter.api.Test;

/** {@code x-serai-overhead-ms} is our own time: what a provider took to fail is not in it either. */
class OverheadTest extends GatewayTest {

    @Test
    void slowFailure_isNotOurTime() throws Exception {
        UPSTREAM.answer(Script.silent()
                .pause(1000)
                .raw("HTTP/1.1 500 -\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));

        long began = System.nanoTime();
        var response = post("/v1/chat/completions", chat("openai/gpt-4o"));
        double elapsed = (System.nanoTime() - began) / 1e6;

        double overhead = Double.parseDouble(
                response.headers().firstValue("x-serai-overhead-ms").orElseThrow());
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(overhead).isLessThan(elapsed - 1000);
    }
}
