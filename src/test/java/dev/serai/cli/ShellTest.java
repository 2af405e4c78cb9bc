package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.Serai;
import dev.serai.support.OwnGateway;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is typed into a shell, in a folder where a gateway runs already. */
class ShellTest {

    private record Result(int code, String output) {}

    @TempDir
    private Path folder;

    /** Runs the jar's main class in the folder. */
    private Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Serai.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("serai", ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ended").isTrue();
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator, -1)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    @Test
    void commands_runBesideAGateway_andLeaveNothingBehind() throws Exception {
        try (OwnGateway gateway =
                OwnGateway.start(Map.of("serai.data", folder.resolve("data").toString()))) {
            assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);

            Result check = run("check");

            assertThat(check.output()).contains("may serve");
            assertThat(check.code()).isZero();
        }
        assertThat(folder.toFile().list()).containsExactly("data");
    }

    @Test
    void command_leavesNoDataBehind() throws Exception {
        assertThat(run("check").code()).isZero();
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void helpAndVersion_startNothing() throws Exception {
        for (String help : List.of("--help", "-h")) {
            assertThat(run(help)).isEqualTo(new Result(0, Commands.USAGE));
        }
        assertThat(run("--version").output()).startsWith("serai ").hasLineCount(1);
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void secondStartInTheSameFolder_saysWhoHasIt_withoutATrace() throws Exception {
        try (OwnGateway gateway =
                OwnGateway.start(Map.of("serai.data", folder.resolve("data").toString()))) {
            assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);

            Result second = run("--server.port=0");

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.output()).contains("Another gateway is running in data", "SERAI_DATA");
            assertThat(second.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void wrongSetting_isToldWithoutATrace() throws Exception {
        Result refused = run("--server.port=0", "--serai.db.url=mysql://localhost/x");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("SERAI_DB_URL is not understood").doesNotContain("\tat ");
    }
}
