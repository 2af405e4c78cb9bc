package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An answer that passes as it came, and steps behind it. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyPassedTest extends PolicyGatewayTest {

    private HttpResponse<String> passed(String step) throws Exception {
        edit("routes/inbound/vector-stores.camel.yaml", file -> file + step.indent(8));
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
        UPSTREAM.answer(Script.json(200, "{\"id\":\"vs_1A\"}"));
        return post("/v1/vector_stores", "{}", "x-serai-provider", "openai");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- convertBodyTo: { id: x, type: String }",
                "- wireTap: { id: x, uri: 'log:tap?showAll=true&showStreams=true' }",
                "- unmarshal: { id: x, json: { library: Jackson } }",
                "- setBody: { id: x, expression: { simple: { expression: '${bodyAs(String)}' } } }"
            })
    void answerThatPasses_isWhatStepsLeaveOfIt(String step) throws Exception {
        HttpResponse<String> response = passed(step);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).path("id").asText()).isEqualTo("vs_1A");
    }

    @Test
    void answerThatPasses_andIsReadByAStep_isNoEmptyOne(CapturedOutput output) throws Exception {
        HttpResponse<String> response = passed("- log: { id: x, message: 'answered ${body}' }");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
        assertThat(output.getAll()).contains("A step has read the answer");
    }
}
