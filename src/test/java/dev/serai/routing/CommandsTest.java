package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.cli.Command;
import dev.serai.cli.Commands;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar does from a shell. */
class CommandsTest extends ReloadingGatewayTest {

    private record Result(int code, String out) {}

    private final CheckCommand check = new CheckCommand();

    private final TransformCommand transform = new TransformCommand();

    @BeforeAll
    static void inTheFoldersOfTests() {
        System.setProperty("serai.routes", file("routes").toString());
        System.setProperty("serai.transforms", file("transforms").toString());
    }

    @AfterAll
    static void inTheFoldersOfAll() {
        System.clearProperty("serai.routes");
        System.clearProperty("serai.transforms");
    }

    private static Result run(Command command, String input, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = command.run(
                List.of(arguments),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void check_ofGoodFiles_exitsWith0() throws Exception {
        Result result = run(check, "", file("").toString());

        assertThat(result.out()).matches("\\d+ route files and \\d+ transforms may serve\\R");
        assertThat(result.code()).isZero();
    }

    @Test
    void check_ofAMistake_exitsWith1AndItsPlace() throws Exception {
        write(ACME, "- rout: {}");
        Result result = run(check, "", file("").toString());

        assertThat(result.out())
                .isEqualTo(ACME + ":1: Unknown node id: rout: did you mean route?" + System.lineSeparator());
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void check_ofNoFolder_isAWrongArgument() {
        assertThatThrownBy(() -> run(check, "", "/no/such/folder"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/no/such/folder");
    }

    @Test
    void transform_printsTheResult() throws Exception {
        Result result = run(
                transform,
                "{\"model\":\"claude-opus-4-6\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "anthropic/chat/request",
                "--model",
                "claude-opus-4-6");

        assertThat(result.out()).contains("\"max_tokens\"").contains("\"text\" : \"Hi\"");
        assertThat(result.code()).isZero();
    }

    @Test
    void transform_foldsTheEventsOfACapturedStream() throws Exception {
        write("transforms/acme/chat/stream.jslt", "{\"emit\": [], \"state\": {\"n\": fallback($state.n, 0) + .add}}");
        Result result = run(
                transform,
                "event: a\ndata: {\"add\": 1}\n\ndata: {\"add\": 2}\n\ndata: [DONE]\n\n",
                "acme/chat/stream",
                "--state",
                "{\"n\": 10}");

        assertThat(result.out()).contains("\"n\" : 11").contains("\"n\" : 13");
        assertThat(result.code()).isZero();
    }

    @Test
    void transform_thatRejects_exitsWith1AndItsReason() throws Exception {
        Result result = run(transform, "{\"messages\":[{\"role\":\"nobody\"}]}", "anthropic/chat/request");

        assertThat(result.out()).startsWith("'nobody' is no role");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void transform_withWrongArguments_saysWhich() {
        assertThatThrownBy(() -> run(transform, "{}", "no/such")).hasMessageContaining("transforms/no/such.jslt");
        assertThatThrownBy(() -> run(transform, "{}", "anthropic/error", "--nonsense", "1"))
                .hasMessageContaining("--nonsense");
        assertThatThrownBy(() -> run(transform, "{", "anthropic/chat/response")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> run(transform, "{}", "anthropic/error", "--raw", "--state", "x"))
                .hasMessageContaining("--state is not JSON");
        assertThatThrownBy(() -> run(transform, "{}", "anthropic/error", "--status", "x"))
                .hasMessageContaining("--status is an HTTP status");
    }

    private static final String CHAT_TO_GROQ = """
            {"model": "groq/llama-3", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 5, "seed": null,
             "stream": true, "logit_bias": {"1": 2}, "big": 12345678901234567890123}
            """;

    @Test
    void request_isEditedAsTheGatewayDoesIt() throws Exception {
        JsonNode sent = json(run(transform, CHAT_TO_GROQ, "groq/chat/request").out());

        assertThat(sent.path("model").asText()).isEqualTo("llama-3");
        assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(5);
        assertThat(sent.path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(sent.has("max_tokens")).isFalse();
        assertThat(sent.has("logit_bias")).isFalse();
        assertThat(sent.has("seed")).isFalse();
    }

    @Test
    void request_thatItsProviderCannotDo_isRefused() throws Exception {
        Result result = run(transform, CHAT_TO_GROQ.replace("5,", "5, \"n\": 2,"), "groq/chat/request");

        assertThat(result.out()).contains("does not support n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void answer_isTheClients() throws Exception {
        JsonNode answer = json(run(
                        transform,
                        "{\"id\": \"m\", \"model\": \"claude\", \"content\": [{\"type\": \"text\", \"text\": \"Hey\"}],"
                                + " \"stop_reason\": \"end_turn\", \"usage\": {\"input_tokens\": 1, \"output_tokens\": 2}}",
                        "anthropic/chat/response")
                .out());

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Hey");
        assertThat(answer.at("/choices/0/message").has("refusal")).isTrue();
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void answerThatPasses_comesOutAsItIs() throws Exception {
        String whole = "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"big\":12345678901234567890123}";
        assertThat(json(run(transform, whole, "openai/chat/response").out())).isEqualTo(json(whole));
    }

    @Test
    void stream_comesOutAsEventsOfTheClients() throws Exception {
        String sse = """
                event: message_start
                data: {"type": "message_start", "message": {"id": "m", "model": "claude", "usage": {"input_tokens": 1}}}

                event: content_block_delta
                data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hey"}}

                data: {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}}

                data: {"type": "message_stop"}

                """;
        Result result = run(transform, sse, "anthropic/chat/stream");

        assertThat(result.out())
                .contains("data: {", "\"content\":\"Hey\"", "\"finish_reason\":\"stop\"", "\"total_tokens\":3")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void error_isTheClients() throws Exception {
        JsonNode error = json(run(
                        transform,
                        "{\"type\": \"error\", \"error\": {\"type\": \"rate_limit_error\", \"message\": \"slow down\"}}",
                        "anthropic/error",
                        "--status",
                        "429",
                        "--headers",
                        "{\"retry-after\": \"7\"}")
                .out());

        assertThat(error.path("status").asInt()).isEqualTo(429);
        assertThat(error.path("headers").path("retry-after").asText()).isEqualTo("7");
        assertThat(error.at("/body/error/message").asText()).contains("slow down");
    }

    private static JsonNode json(String text) throws Exception {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void commands_runWithoutAGateway() {
        assertThat(Commands.has(new String[] {"--server.port=1"})).isFalse();
        assertThat(Commands.has(new String[] {"check"})).isTrue();
        assertThat(Commands.run("nonsense")).isEqualTo(2);
        assertThat(Commands.run("check", "/no/such/folder")).isEqualTo(2);
        assertThat(Commands.run("check", Path.of("").toAbsolutePath().toString()))
                .isZero();
    }
}
