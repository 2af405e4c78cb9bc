package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Behind the router the body is the answer in the client's format, for whatever Camel has. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyAnswerTest extends PolicyGatewayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody: { id: said, expression: { constant: { expression: 'No.' } } }",
                "- setBody: { id: said, expression: { simple: { expression: '${null}No.' } } }"
            })
    void answerThatIsReplaced_isWhatTheClientGets(String step) throws Exception {
        serve("", step);
        assertThat(ask().body()).isEqualTo("No.");
        assertThat(post(CHAT, STREAMED).body()).isEqualTo("No.");
    }

    @Test
    void wholeAnswer_isTransformed() throws Exception {
        transform("guard/answer", """
            {"choices": [for (.choices) {"message": {"content": replace(.message.content, "[0-9]+", "*"), * : .}, * : .}], * : .}
            """);
        serve("", "- to: { id: guard-answer, uri: \"transform:guard/answer\" }");

        assertThat(content(ask())).isEqualTo("Hi, *");
    }

    @Test
    void mapsAndTrees_areWrittenAsJson() throws Exception {
        serve("", "- unmarshal: { id: parse, json: { library: Jackson } }");

        assertThat(content(ask())).isEqualTo("Hi, 4711");
    }

    @Test
    void streamedAnswer_isTransformedEventByEvent() throws Exception {
        transform("guard/answer", """
            let seen = fallback($state.seen, 0)
            if (.choices[0].delta.content)
              let text = "<" + $seen + .choices[0].delta.content + ">"
              let changed = {"choices": [{"index": 0, "delta": {"content": $text}}], * : .}
              {"emit": [$changed], "state": {"seen": $seen + 1}}
            else .
            """);
        serve("", "- to: { id: guard-answer, uri: \"transform:guard/answer\" }");

        List<String> parts = new ArrayList<>();
        String stream = post(CHAT, STREAMED).body();
        for (String line : stream.split("\n\n", -1)) {
            if (line.contains("content\":\"")) {
                parts.add(Json.MAPPER
                        .readTree(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asText());
            }
        }

        assertThat(parts).containsExactly("<0Hi, >", "<14711>");
        assertThat(stream).endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- convertBodyTo: { id: read, type: String }",
                "- log: { id: tell, message: 'answered ${body}' }",
                "- setBody: { id: joined, expression: { simple: { expression: 'It said: ${body}' } } }"
            })
    void streamThatIsReadAsText_isAnErrorThatSaysWhatToDo(String step, CapturedOutput output) throws Exception {
        serve("", step);

        assertThat(post(CHAT, STREAMED).statusCode()).isEqualTo(500);

        assertThat(output.getAll()).contains("This answer is a stream");
        assertThat(ask().statusCode()).isEqualTo(200);
    }
}
