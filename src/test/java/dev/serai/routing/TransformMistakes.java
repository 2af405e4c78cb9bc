package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.edit;
import static dev.serai.routing.ReloadingGatewayTest.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Transforms that may not serve: each with the file, the line (0 for any) and the reason that are to be reported. */
final class TransformMistakes {

    private static final String ANTHROPIC = "transforms/anthropic/chat/request.jslt";

    private TransformMistakes() {}

    private static RouteMistakes.Mistake edited(String path, UnaryOperator<String> change) {
        return () -> edit(path, change);
    }

    static Stream<Arguments> all() {
        return Stream.of(
                RouteMistakes.of(
                        "a transform that is not JSLT",
                        edited(ANTHROPIC, file -> file + "}"),
                        ANTHROPIC,
                        lines(ANTHROPIC).size(),
                        "Parse error"),
                RouteMistakes.of(
                        "nesting without end",
                        edited(ANTHROPIC, file -> "[".repeat(100_000)),
                        ANTHROPIC,
                        0,
                        "nested too deeply"),
                RouteMistakes.of(
                        "a function that is not there",
                        edited(ANTHROPIC, file -> file.replace("closed-schema(", "close-schema(")),
                        ANTHROPIC,
                        lineOf(ANTHROPIC, "closed-schema("),
                        "close-schema"),
                RouteMistakes.of(
                        "a variable that is not there",
                        edited(ANTHROPIC, file -> file.replace(": $max,", ": $utmost,")),
                        ANTHROPIC,
                        lineOf(ANTHROPIC, ": $max,"),
                        "$utmost"),
                RouteMistakes.of(
                        "a module that is broken",
                        edited("transforms/lib/anthropic.jslt", file -> file + "def"),
                        "transforms/lib/anthropic.jslt",
                        lines("transforms/lib/anthropic.jslt").size() + 1,
                        "Parse error"),
                RouteMistakes.of(
                        "a module that is not there",
                        () -> Files.delete(file("transforms/lib/gemini.jslt")),
                        "transforms/gemini",
                        0,
                        "lib/gemini.jslt"));
    }

    private static int lineOf(String path, String words) {
        List<String> lines = lines(path);
        return 1
                + IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).contains(words))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
