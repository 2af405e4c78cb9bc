package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A usage that cannot be is replaced by an estimate. */
@Timeout(120)
class UsageBeliefTest extends PaidGatewayTest {

    static Stream<String> incredible() {
        return Stream.of(
                "{}",
                "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}",
                "{\"prompt_tokens\":-5,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":\"10000\",\"completion_tokens\":\"10\"}",
                "{\"prompt_tokens\":1.5,\"completion_tokens\":0.5}",
                "{\"prompt_tokens\":null,\"completion_tokens\":null}",
                "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":9223372036854775807}",
                "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1e300}",
                "{\"prompt_tokens\":[],\"completion_tokens\":{}}");
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsage_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(Script.json(200, whole(usage)));

        Map<String, Object> record = record(requestId(call(caller, longChat(GPT))));

        assertPrompt(record);
        assertThat(record).containsEntry("completion_tokens", 10L);
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsageOfAStream_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(streamed(usage));

        try (EventReader stream = open(caller, longStream(GPT))) {
            stream.rest();
            Map<String, Object> record = record(requestId(stream.response()));
            assertPrompt(record);
            assertThat(record).containsEntry("completion_tokens", 10L);
        }
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsageOfATranslatedAnswer_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(Script.json(200, whole(usage)));

        Map<String, Object> record = record(requestId(call(caller, longChat("mistral/mistral-large-2512"))));

        assertPrompt(record);
        assertThat(record).containsEntry("completion_tokens", 10L);
    }

    @Test
    void usageThatDoesNotAddUp_countsTheLarger() throws Exception {
        UPSTREAM.answer(
                Script.json(200, whole("{\"prompt_tokens\":9000,\"completion_tokens\":10,\"total_tokens\":10000}")));

        assertThat(record(requestId(call(caller, longChat(GPT)))))
                .containsEntry("prompt_tokens", 9000L)
                .containsEntry("completion_tokens", 1000L)
                .containsEntry("estimated", true);
    }

    @Test
    void embeddingsUsage_isHeldToTheSame() throws Exception {
        UPSTREAM.answer(Script.json(200, """
                {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5]}],\
                "usage":{"prompt_tokens":0,"total_tokens":0}}"""));
        String body = "{\"model\":\"openai/text-embedding-3-small\",\"input\":\"" + "four".repeat(10_000) + "\"}";

        assertPrompt(record(requestId(callAt("/v1/embeddings", caller, body))));
    }

    @Test
    void toolsOfARequest_belongToItsPrompt() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("{}")));
        String tool = "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"%s\"}}"
                .formatted("four".repeat(PROMPT_BYTES / 4));

        HttpResponse<String> response = call(caller, chat(GPT).replaceFirst("\\{", "{\"tools\":[" + tool + "],"));

        assertPrompt(record(requestId(response)));
    }

    @Test
    void smallImageBesideALongText_doesNotHideTheText() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("{}")));
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}";
        String content = "[" + image + ",{\"type\":\"text\",\"text\":\"" + "four".repeat(10_000) + "\"}]";

        Map<String, Object> record = record(requestId(call(caller, chat(GPT).replace("\"Hello\"", content))));

        assertThat((Long) record.get("prompt_tokens")).isBetween(PROMPT, PROMPT + 2100);
    }
}
