package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Prompts as they are in spans: without secrets, and bounded. */
class PromptTextTest {

    private static JsonNode messages(String messages) throws Exception {
        String body = "{\"model\":\"m\",\"messages\":" + messages + "}";
        String text = PromptText.of(RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8)));
        assertThat(text).hasSizeLessThan(4 * Content.LONGEST);
        return Json.MAPPER.readTree(text);
    }

    private static String user(String content) {
        return "{\"role\":\"user\",\"content\":" + content + "}";
    }

    @Test
    void conversation_isThereInItsOrder() throws Exception {
        assertThat(messages("[{\"role\":\"system\",\"content\":\"Be brief\"}," + user("\"Hello\"") + "]"))
                .hasToString("[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]}]");
    }

    @Test
    void images_areNamedAndNotShown() throws Exception {
        JsonNode message = messages("["
                        + user("[{\"type\":\"text\",\"text\":\"What is it?\"},{\"type\":\"image_url\",\"image_url\":"
                                + "{\"url\":\"data:image/png;base64,iVBORw0KGgo\"}}]")
                        + "]")
                .get(0);

        assertThat(message.path("parts"))
                .hasToString("[{\"type\":\"text\",\"content\":\"What is it?\"},{\"type\":\"image_url\"}]");
    }

    @Test
    void toolCalls_andTheirResults_areThere() throws Exception {
        JsonNode messages = messages("["
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"rainy\"}]");

        assertThat(messages)
                .hasToString("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"call_1\","
                        + "\"name\":\"weather\",\"arguments\":\"{}\"}]},{\"role\":\"tool\",\"parts\":["
                        + "{\"type\":\"tool_call_response\",\"id\":\"call_1\",\"response\":\"rainy\"}]}]");
    }

    @Test
    void ofALongConversation_theEndIsKept() throws Exception {
        String old = user("\"" + "old ".repeat(3000) + "\"");
        JsonNode messages = messages("[" + old + "," + old + "," + old + "," + user("\"new\"") + "]");

        assertThat(messages.get(messages.size() - 1).at("/parts/0/content").asText())
                .isEqualTo("new");
        assertThat(messages.get(0).at("/parts/0/type").asText()).isEqualTo("omitted");
        assertThat(messages.get(0).at("/parts/0/messages").asInt()).isPositive();
    }

    @Test
    void manySmallMessages_areBounded() throws Exception {
        String many = ("," + user("\"\"")).repeat(5000).substring(1);
        String parts = "[" + ",{\"type\":\"text\",\"text\":\"\"}".repeat(5000).substring(1) + "]";

        assertThat(messages("[" + many + "]").size()).isLessThan(1000);
        assertThat(messages("[" + user(parts) + "]").at("/0/parts").size()).isLessThan(1000);
    }

    @Test
    void largePrompt_isNotRead() throws Exception {
        JsonNode messages = messages("[" + user("\"" + "x".repeat(300_000) + "\"") + "]");

        assertThat(messages.at("/0/parts/0/type").asText()).isEqualTo("omitted");
        assertThat(messages.at("/0/parts/0/bytes").asInt()).isGreaterThan(300_000);
    }

    @Test
    void secrets_areTakenOut() throws Exception {
        Secrets.known().add("traced-prompt-canary-94f1");
        String text = messages("["
                        + user(
                                "\"Is sk-abcdefghijklmnop1234 mine, or traced-prompt-canary-94f1?\\npassword=hunter2hunter2\"")
                        + "]")
                .toString();

        assertThat(text)
                .doesNotContain("sk-abcdefghijklmnop1234", "traced-prompt-canary-94f1", "hunter2hunter2")
                .contains("Is [secret] mine");
    }

    /** What is cut could be the beginning of one. */
    @Test
    void secretAtTheEnd_isTakenOut() throws Exception {
        Secrets.known().add("traced-prompt-canary-94f2");
        String text = messages(
                        "[" + user("\"" + "x".repeat(Content.LONGEST - 10) + " traced-prompt-canary-94f2\"") + "]")
                .toString();

        assertThat(text).doesNotContain("traced");
    }

    @Test
    void textCompletions_haveAPrompt_andEmbeddingsNone() {
        byte[] completion = "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"]}".getBytes(StandardCharsets.UTF_8);
        byte[] embedding = "{\"model\":\"m\",\"input\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(PromptText.of(RequestScanner.scan("completions", completion)))
                .contains("\"content\":\"a\"", "\"content\":\"b\"");
        assertThat(PromptText.of(RequestScanner.scan("embeddings", embedding))).isNull();
    }
}
