package dev.serai.traces;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Recorded;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans say the same of an answer whatever its client speaks, and whoever gave it. */
@Timeout(60)
class ClientFormatSpansTest extends TracedGatewayTest {

    @ParameterizedTest
    @MethodSource("dev.serai.support.FormatCases#all")
    void span_hasTheProvidersIdAndModel(String path, String body, Supplier<Script> script, String id, String model)
            throws Exception {
        Caller caller = Caller.any();
        UPSTREAM.answer(script.get());
        String token = token(rules().logContent(true).build()).secret().text();

        HttpResponse<String> answer =
                post(path, body, "traceparent", caller.parent(true), "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<Recorded> spans = COLLECTOR.trace(caller.trace(), 2);
        assertThat(spans.get(1).attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.response.id", id)
                .containsEntry("gen_ai.response.model", model);
        assertThat(spans.get(1).get("gen_ai.response.finish_reasons")).contains("stop");
        assertThat(spans.get(1).get("gen_ai.output.messages")).contains("\"Hi\"");
        assertThat(spans.get(1).get("gen_ai.input.messages")).contains("Hello");
        assertThat(spans.toString()).doesNotContain("alt=sse");
    }
}
