package dev.serai.newcomer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the project in a folder of its own, and a shell in it, as somebody has it who just cloned it. */
final class Checkout implements AutoCloseable {

    private static final Set<String> NOT_CLONED = Set.of(".git", "target", "data");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What a command came to. */
    record Result(int code, String output) {}

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Process> running = new ArrayList<>();
    private final int port = freePort();

    /**
     * Takes a folder as it is.
     *
     * @param environment of all its commands, besides this process's own
     */
    Checkout(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Copies the project into an empty folder. */
    static Checkout clone(Path folder, Map<String, String> environment) throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""))) {
            for (Path entry :
                    top.filter(it -> !NOT_CLONED.contains(it.toString())).toList()) {
                copy(entry, folder.resolve(entry));
            }
        }
        return new Checkout(folder, environment);
    }

    /** Copies a file, or a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(each, copy);
                }
            }
        }
    }

    int port() {
        return port;
    }

    /** Runs a command line to its end, as written but for the port. */
    Result run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("serai", ".out");
        Process process = shell(command, output);
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(command + " has not ended:\n" + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /**
     * Starts a gateway by a command line, and waits until it is ready.
     *
     * @return its log
     */
    Path start(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("serai", ".out");
        Process process = shell(command, output);
        running.add(process);
        Instant latest = Instant.now().plus(LONGEST);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(latest)) {
                throw new IllegalStateException(command + " does not serve:\n" + Files.readString(output));
            }
            Thread.sleep(200);
        }
        return output;
    }

    /** Ends what was started, with all that it started. */
    void stop() {
        for (Process process : running) {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroy);
            all.forEach(
                    handle -> handle.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        }
        running.clear();
    }

    private Process shell(String command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", command.replace("localhost:8080", "localhost:" + port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().remove("MAVEN_CMD_LINE_ARGS");
        return builder.start();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
