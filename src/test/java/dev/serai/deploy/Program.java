package dev.serai.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that {@code .ci/run} installs, and that other machines may lack: what needs it is skipped there. */
final class Program {

    private static final int SECONDS = 60;

    private final Path path;

    private Program(Path path) {
        this.path = path;
    }

    /** One on the path; where it is not, the test is skipped. */
    static Program installed(String name, String debianPackage) {
        Path found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, () -> "needs " + name + ": apt-get install " + debianPackage);
        return new Program(found);
    }

    /** Runs it to its end, which has to be a good one. */
    String run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("serai", ".out");
        Process process = start(output, arguments);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** What it finds wrong with what a file has, a line each. */
    List<String> complaints(Path input, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("serai", ".out");
        Process process =
                builder(output, arguments).redirectInput(input.toFile()).start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        return Files.readAllLines(output);
    }

    /** Starts it. */
    Process start(Path output, String... arguments) throws IOException {
        return builder(output, arguments).start();
    }

    private ProcessBuilder builder(Path output, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    }
}
