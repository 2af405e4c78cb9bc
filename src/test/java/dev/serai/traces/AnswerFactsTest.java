package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.stream.AnswerStream;
import dev.serai.support.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What an answer says of itself. */
class AnswerFactsTest {

    private final AnswerFacts facts = new AnswerFacts();
    private final Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();

    private void whole(String answer, boolean withText) {
        message.setBody(answer.getBytes(StandardCharsets.UTF_8));
        facts.watch(message, withText);
    }

    /** Gives these events one by one. */
    private String streamed(boolean withText, String... events) throws IOException {
        message.setBody(new EventsGiven(events));
        facts.watch(message, withText);
        return new String(((AnswerStream) message.getBody()).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void wholeAnswer_isRead() {
        whole(Answers.WHOLE, false);

        assertThat(facts.id()).isEqualTo("c");
        assertThat(facts.model()).isEqualTo("m");
        assertThat(facts.reasons()).containsExactly("stop");
        assertThat(facts.messages()).isNull();
    }

    @Test
    void wholeAnswer_isRead_inWhateverOrderItIs() {
        whole(
                "{\"choices\":[{\"finish_reason\":\"length\"}],\"usage\":{\"id\":\"no\"},\"model\":\"m\",\"id\":\"c\"}",
                false);

        assertThat(facts.id()).isEqualTo("c");
        assertThat(facts.model()).isEqualTo("m");
        assertThat(facts.reasons()).containsExactly("length");
    }

    @Test
    void wholeAnswer_isReadForItsText() {
        whole(Answers.WHOLE, true);

        assertThat(facts.id()).isEqualTo("c");
        assertThat(facts.messages())
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}],"
                        + "\"finish_reason\":\"stop\"}]");
    }

    @Test
    void stream_comesAsItIs_andIsRead() throws IOException {
        String[] events = {
            Answers.content("Hel"), Answers.content("lo"), Answers.finish(), Answers.usage(), Answers.DONE
        };

        String given = streamed(false, events);

        assertThat(given).isEqualTo(String.join("", events));
        assertThat(facts.id()).isEqualTo("c");
        assertThat(facts.model()).isEqualTo("m");
        assertThat(facts.reasons()).containsExactly("stop");
    }

    @Test
    void streamsText_isPutTogether() throws IOException {
        streamed(true, Answers.content("Hel"), Answers.content("lo"));

        assertThat(facts.messages()).contains("\"content\":\"Hello\"", "\"finish_reason\":\"error\"");
    }

    @Test
    void toolCalls_arePutTogether() throws IOException {
        String call = """
            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[%s]},"finish_reason":null}]}

            """;
        streamed(
                true,
                call.formatted(
                        "{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"a\\\"\"}}"),
                call.formatted("{\"index\":0,\"function\":{\"arguments\":\":1}\"}}"));

        assertThat(facts.messages())
                .contains(
                        "\"type\":\"tool_call\",\"id\":\"call_1\",\"name\":\"weather\",\"arguments\":\"{\\\"a\\\":1}\"");
    }

    @Test
    void hostileAnswers_areBounded() throws IOException {
        String long257 = "x".repeat(257);
        whole(
                "{\"id\":\"" + long257 + "\",\"model\":7,\"choices\":["
                        + ",{\"finish_reason\":\"a\"}".repeat(100).substring(1) + "]}",
                false);
        assertThat(facts.id()).isNull();
        assertThat(facts.model()).isNull();
        assertThat(facts.reasons()).hasSize(16);

        streamed(true, Answers.content("x".repeat(100_000)), "data: {not json\n\n", Answers.content("y"));
        assertThat(facts.messages()).hasSizeLessThan(2 * Content.LONGEST);
    }

    @Test
    void whatIsNoAnswer_saysNothing() {
        for (String body : new String[] {"", "[]", "7", "{\"choices\":7}", "{\"id\":\"c\",\"choices\":[", "nothing"}) {
            whole(body, false);
            whole(body, true);
        }

        assertThat(facts.reasons()).isEmpty();
    }
}
