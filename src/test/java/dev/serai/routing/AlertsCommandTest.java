package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shell is told of alerts, without a gateway and without anything being sent. */
class AlertsCommandTest extends ReloadingGatewayTest {

    private record Result(int code, String out) {}

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

    private static Result run(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = new AlertsCommand()
                .run(
                        List.of(arguments),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void alerts_saysWhatTheyAskAndTell_andSendsNothing() throws Exception {
        write("routes/alerts/mine.camel.yaml", AlertsGatewayTest.alert("mine", "channel, value: log slack"));
        Result result = run("mine", "--dry-run");

        assertThat(result.out().lines())
                .containsExactly(
                        "mine",
                        "  asks      figure:breaker?by=provider, every 1 s",
                        "  fires     > 0, the first time; again after 4h",
                        "  subject   Serai: mine (some-provider) is firing",
                        "  text      some-provider is left alone",
                        "  channel   log",
                        "  channel   slack: it does not work until SERAI_SLACK_WEBHOOK is set",
                        "            {\"text\":\":rotating_light: *Serai: mine (some-provider) is firing*\\nsome-provider is"
                                + " left alone\"}");
        assertThat(result.code()).isZero();
        assertThat(run().out()).contains("slow-answers", "mine");
        assertThatThrownBy(() -> run("mien")).hasMessageContaining("did you mean mine?");
    }

    @Test
    void alerts_withAMistake_saysWhere() throws Exception {
        write("routes/alerts/mine.camel.yaml", AlertsGatewayTest.alert("mine", "channel, value: slak"));
        Result result = run();

        assertThat(result.out()).startsWith("routes/alerts/mine.camel.yaml:10:").contains("did you mean slack?");
        assertThat(result.code()).isEqualTo(1);
    }
}
