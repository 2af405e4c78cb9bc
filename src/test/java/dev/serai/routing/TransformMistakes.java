package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.edit;
import static dev.serai.routing.ReloadingGatewayTest.file;

import java.nio.file.Files;
import java.util.function.UnaryOperator;
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
                        109,
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
                        83,
                        "close-schema"),
                RouteMistakes.of(
                        "a variable that is not there",
                        edited(ANTHROPIC, file -> file.replace(": $max,", ": $most,")),
                        ANTHROPIC,
                        93,
                        "$most"),
                RouteMistakes.of(
                        "a module that is broken",
                        edited("transforms/lib/anthropic.jslt", file -> file + "def"),
                        "transforms/lib/anthropic.jslt",
                        61,
                        "Parse error"),
                RouteMistakes.of(
                        "a module that is not there",
                        () -> Files.delete(file("transforms/lib/gemini.jslt")),
                        "transforms/gemini",
                        0,
                        "lib/gemini.jslt"));
    }
}
