package dev.serai.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Copies of {@code routes/} and {@code transforms/}, for gateways that serve the same providers otherwise. */
public final class RoutesCopy {

    private static final String ALIAS = """
        - route:
            id: model-%1$s
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-%1$s
              steps:
                %3$s
                - loadBalance:
                    id: %1$s-targets
                    customLoadBalancer: { ref: "%2$s" }
                    steps:
        """;

    private static final String PROVIDER = """
        - templatedRoute:
            routeTemplateRef: http-provider
            routeId: provider-%1$s
            parameters:
              - { name: provider, value: %1$s }
              - { name: baseUrl, value: "%2$s" }
              - { name: dialect, value: openai }
        """;

    private RoutesCopy() {}

    /** A copy of {@code routes/} in which every file was edited. */
    public static Path edited(String regex, String replacement) throws IOException {
        return edited(file -> file.replaceAll(regex, replacement));
    }

    /** A copy of {@code routes/} in which every file was edited. */
    public static Path edited(UnaryOperator<String> edit) throws IOException {
        Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "routes");
        copy(Path.of("routes"), copy, edit);
        return copy;
    }

    /**
     * Writes an alias.
     *
     * @param step before the targets; may be empty
     */
    public static void alias(Path routes, String name, String balancer, String step, String... targets)
            throws IOException {
        StringBuilder file = new StringBuilder(ALIAS.formatted(name, balancer, step));
        for (int i = 0; i < targets.length; i++) {
            file.append("              - to: { id: %s-%d, uri: \"target:%s\" }%n".formatted(name, i, targets[i]));
        }
        Files.writeString(routes.resolve("models/" + name + ".camel.yaml"), file);
    }

    /**
     * Writes a provider that is asked over HTTP, in OpenAI's own format.
     *
     * @param parameters further ones: name, value, name, value
     */
    public static void provider(Path routes, String name, String baseUrl, String... parameters) throws IOException {
        StringBuilder file = new StringBuilder(PROVIDER.formatted(name, baseUrl));
        for (int i = 0; i < parameters.length; i += 2) {
            file.append("      - { name: %s, value: \"%s\" }%n".formatted(parameters[i], parameters[i + 1]));
        }
        Files.writeString(routes.resolve("providers/" + name + ".camel.yaml"), file);
    }

    /** Makes the copy like the original: what it has more is deleted, what differs is replaced. */
    public static void mirror(Path original, Path copy) throws IOException {
        if (Files.isDirectory(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!Files.exists(original.resolve(copy.relativize(file))) || Files.isSymbolicLink(file)) {
                        Files.delete(file);
                    }
                }
            }
        }
        copy(original, copy, UnaryOperator.identity());
    }

    private static void copy(Path original, Path copy, UnaryOperator<String> edit) throws IOException {
        for (Path file : files(original)) {
            Path target = copy.resolve(original.relativize(file));
            String content = edit.apply(Files.readString(file));
            if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    || !Files.readString(target).equals(content)) {
                Files.createDirectories(target.getParent());
                Files.writeString(target, content);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.((camel|models)\\.yaml|jslt)"))
                    .toList();
        }
    }

    /** Aliases of two that recover in each way, and leave a silent target soon: {@code wall-<name>-resume}, {@code …-restart}. */
    public static void walls(Path routes, String name, String first, String second) throws IOException {
        for (String how : new String[] {"resume", "restart"}) {
            String limits = "?idleTimeout=300ms&firstTokenTimeout=300ms&headersTimeout=300ms";
            alias(routes, "wall-" + name + "-" + how, "inOrder?recovery=" + how, "", first + limits, second);
        }
    }
}
