package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.Serai;
import dev.serai.cli.Command;
import dev.serai.cli.Commands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the jar does from a shell. */
class CommandsTest extends ReloadingGatewayTest {

    private record Result(int code, String out) {}

    @Autowired
    private CheckCommand check;

    @Autowired
    private TransformCommand transform;

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

        assertThat(result.out()).isEqualTo(ACME + ":1: Unknown node id: rout" + System.lineSeparator());
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

        assertThat(result.out()).startsWith("Unknown role: nobody");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void transform_withWrongArguments_saysWhich() {
        assertThatThrownBy(() -> run(transform, "{}", "no/such")).hasMessageContaining("transforms/no/such.jslt");
        assertThatThrownBy(() -> run(transform, "{}", "anthropic/error", "--nonsense", "1"))
                .hasMessageContaining("--nonsense");
        assertThatThrownBy(() -> run(transform, "{", "anthropic/chat/response")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> run(transform, "{}", "anthropic/error", "--state", "x"))
                .hasMessageContaining("--state is not JSON");
    }

    @Test
    void commands_runWithoutAGateway() {
        assertThat(Commands.has(new String[] {"--server.port=1"})).isFalse();
        assertThat(Commands.has(new String[] {"check"})).isTrue();
        assertThat(Commands.run(Serai.class, "nonsense")).isEqualTo(2);
        assertThat(Commands.run(Serai.class, "check", "/no/such/folder")).isEqualTo(2);
        assertThat(Commands.run(
                        Serai.class, "check", Path.of("").toAbsolutePath().toString()))
                .isZero();
    }
}
