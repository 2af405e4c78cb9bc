package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.simulator.Misbehaviour;
import dev.serai.support.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may stand where: in transforms, in Java, in the documents; and how long a file may be. */
class SourceConventionsTest {

    private static final int YAML_LINES = 60;
    private static final int JAVA_LINES = 220;

    /** A template has one for each thing that a file may say. */
    private static final Pattern PARAMETER = Pattern.compile(" +- \\{ name: .*}");

    private static final Pattern TRANSFORM =
            Pattern.compile("transforms/(lib/[a-z-]+|channels/[a-z-]+|text-completion/(request|response)"
                    + "|(?<owner>[a-z-]+)/(error|headers|(chat|completions|embeddings|models|count"
                    + "|rerank|moderations|images|speech)/(request|response|stream)"
                    + "|(chat|count)/expanded|said/(response|stream)|[a-z][A-Za-z]+/(request|response|usage)))\\.jslt");

    /** What clients speak, and providers may, too. */
    private static final Pattern FORMAT = Pattern.compile("client:([a-z-]+)(?![a-z-]*/)");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import \"([^\"]*)\"");
    private static final Pattern REF = Pattern.compile("\\bref: \"?([A-Za-z]+)");

    static Stream<RouteFile> routes() throws IOException {
        return RouteFile.all().stream();
    }

    static Stream<Path> transforms() throws IOException {
        return files("transforms");
    }

    static Stream<Path> java() throws IOException {
        return Stream.concat(files("src/main/java"), files("src/test/java"));
    }

    /** The simulator is a provider, written in Java. */
    static Stream<Path> javaBesidesTheSimulator() throws IOException {
        return files("src/main/java").filter(file -> !file.toString().contains("/simulator/"));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void transform_isWhereItIsLookedFor(Path file) throws IOException {
        Matcher name = TRANSFORM.matcher(file.toString());
        assertThat(name.matches())
                .as("%s is never looked for; name it transforms/<provider>/<operation>/<phase>.jslt", file)
                .isTrue();
        if (name.group("owner") != null) {
            Set<String> owners = new TreeSet<>(Set.of("openai-compatible"));
            for (RouteFile provider : RouteFile.in("providers")) {
                owners.add(provider.name());
                owners.addAll(List.of(provider.parameters()
                        .getOrDefault("dialect", provider.name())
                        .split("\\s+", -1)));
            }
            for (RouteFile route : RouteFile.all()) {
                FORMAT.matcher(route.text()).results().forEach(format -> owners.add(format.group(1)));
            }
            assertThat(owners)
                    .as("%s: providers, dialects and formats of clients", file)
                    .contains(name.group("owner"));
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void transform_importsFromLibOnly(Path file) throws IOException {
        Matcher imports = IMPORT.matcher(Files.readString(file));
        while (imports.find()) {
            assertThat(imports.group(1))
                    .as("%s: what two transforms share is a module in lib/", file)
                    .startsWith("lib/");
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void transform_namesNoModel(Path file) throws IOException {
        String code = withoutComments(file);
        for (RouteFile provider : RouteFile.in("providers")) {
            for (String model : models(provider)) {
                assertThat(code)
                        .as("%s: what differs by model is a setting in %s, read as $target.settings", file, provider)
                        .doesNotContainPattern("(?<![A-Za-z0-9/])" + Pattern.quote(model));
            }
        }
    }

    /** The fixed beginnings of the provider's model patterns. */
    private static Set<String> models(RouteFile provider) throws IOException {
        Set<String> models = new TreeSet<>();
        Stream<String> patterns =
                Stream.of(provider.parameters().getOrDefault("models", "").split("\\s+", -1));
        Stream.concat(patterns, provider.modelRules().keySet().stream())
                .map(pattern -> pattern.split("\\*", -1)[0])
                .filter(beginning -> !beginning.isEmpty())
                .forEach(models::add);
        return models;
    }

    @ParameterizedTest
    @MethodSource("javaBesidesTheSimulator")
    void java_namesNoProvider(Path file) throws IOException {
        String code = withoutComments(file).replaceAll("\\b(com|io)\\.github\\.", ""); // packages of others
        for (RouteFile provider : RouteFile.in("providers")) {
            // the gateway's own API is OpenAI's, and the simulator's bean is made in Java
            String word = provider.name().split("-", -1)[0];
            if (!Set.of("openai", "simulator").contains(word)) {
                String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);
                assertThat(code)
                        .as("%s: what differs by provider is a parameter or a transform, never Java", file)
                        .doesNotContainPattern("(?<![A-Za-z])" + word + "(?![a-z])|" + capital + "(?![a-z])");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void yaml_fitsOnAScreen(RouteFile file) {
        assertThat(file.text().lines().filter(line -> !PARAMETER.matcher(line).matches()))
                .as("%s: a file that outgrows its screen is two things", file)
                .hasSizeLessThanOrEqualTo(YAML_LINES);
    }

    @ParameterizedTest
    @MethodSource("java")
    void java_isComfortablyShort(Path file) throws IOException {
        assertThat(Files.readString(file).lines().count())
                .as("%s: a class that outgrows its budget is two things", file)
                .isLessThanOrEqualTo(JAVA_LINES);
    }

    @Test
    void catalogue_namesEveryStepAndParameter() throws IOException {
        Set<String> words = new TreeSet<>();
        for (RouteFile file : RouteFile.all()) {
            REF.matcher(file.text()).results().forEach(ref -> words.add(ref.group(1)));
        }
        for (RouteFile template : RouteFile.in("templates")) {
            words.addAll(template.parameters().keySet());
        }
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            words.add(misbehaviour.model());
        }
        String catalogue = Files.readString(Path.of("routes/README.md"));
        assertThat(words)
                .as("routes/README.md explains every step, template parameter and misbehaviour")
                .allSatisfy(word -> assertThat(catalogue).contains("`" + word + "`"));
    }

    private static Stream<Path> files(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static String withoutComments(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
    }
}
