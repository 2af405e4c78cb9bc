package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How JMX is to be had over HTTP, whoever asks. */
class JmxOverHttpTest extends HawtioGatewayTest {

    @Test
    void answer_isNoScript_andForNoOtherOrigin() throws Exception {
        HttpResponse<String> answer = send(
                "GET",
                JOLOKIA + "/version?callback=steal&mimeType=text/javascript",
                null,
                "Origin",
                "http://evil.example");

        assertThat(header(answer, "content-type")).startsWith("application/json");
        assertThat(answer.body()).startsWith("{");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void nonsense_isRefusedBriefly() throws Exception {
        String[] viewer = as("VIEWER");
        assertThat(send("POST", JOLOKIA, "[".repeat(200_000), viewer).statusCode())
                .isBetween(200, 499);
        assertThat(send("POST", JOLOKIA, "{\"type\":\"no\"}", viewer).body()).hasSizeLessThan(2_000);
        assertProblem(send("POST", JOLOKIA, " ".repeat((1 << 20) + 1), viewer), 413, "request_too_large");
        assertThat(send("DELETE", JOLOKIA, null, viewer).statusCode()).isIn(403, 405);
    }

    /** The number of a generation changes with each reload. */
    @Test
    void generationThatServes_hasANameThatStays() throws Exception {
        String real = generations.serving().context().getManagementName();
        JsonNode found = ask(as("VIEWER"), question("search", "org.apache.camel:type=routes,*"))
                .path("value");

        assertThat(found.toString()).contains("context=serai-serving,").doesNotContain(real + ",");
    }

    @Test
    void stranger_isLetNowhere() throws Exception {
        for (String path :
                List.of("hawtio", "hawtio/", "hawtio/index.html", "hawtio/user", JOLOKIA, JOLOKIA + "/list")) {
            assertProblem(read(path, "Authorization", "Bearer sk-serai-nobody"), 401, "invalid_admin_key");
        }
    }
}
