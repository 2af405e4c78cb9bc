package dev.serai.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of {@code routes/} in which every file was edited, for gateways that serve the same providers otherwise. */
public final class RoutesCopy {

    private RoutesCopy() {}

    public static Path edited(String regex, String replacement) throws IOException {
        return edited(file -> file.replaceAll(regex, replacement));
    }

    public static Path edited(UnaryOperator<String> edit) throws IOException {
        Path original = Path.of("routes");
        Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "routes");
        for (Path file : files(original)) {
            Path target = copy.resolve(original.relativize(file));
            Files.createDirectories(target.getParent());
            Files.writeString(target, edit.apply(Files.readString(file)));
        }
        return copy;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }
}
