package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Documents lead somewhere, and say who tries what they show. What commands do, {@link DocumentedCommandsTest} tries; what
 * they name, {@link DocumentedNamesTest} looks for.
 */
class DocumentsTest {

    private static final int README_LINES = 190;

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern RUNS = Pattern.compile("run(?: by|:) (\\w+).*|not run: .{10,}", Pattern.DOTALL);

    private static final List<Path> TRIED = List.of(
            Path.of("README.md"), Path.of("docs/alerts.md"), Path.of("docs/extending.md"), Path.of("docs/events.md"));

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    private static Set<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(Page page) throws IOException {
        for (Matcher link = LINK.matcher(page.prose()); link.find(); ) {
            Path target = link.group(1).isEmpty()
                    ? page.path()
                    : Path.of("")
                            .resolve(page.path())
                            .resolveSibling(link.group(1))
                            .normalize();
            assertThat(target).as("%s: a link", page).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target))
                        .as("%s: headings of %s", page, target)
                        .contains(link.group(2));
            }
        }
    }

    @Test
    void index_hasEachPage() throws IOException {
        String index = new Page(Path.of("docs/README.md")).prose();

        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }

    @Test
    void readme_isShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")))
                .as("what has more to say belongs to docs/")
                .hasSizeLessThanOrEqualTo(README_LINES);
    }

    @Test
    void secondCommand_isTheGate() throws IOException {
        String command = Page.commands(
                        new Page(Path.of("README.md")).blocks("Serai", "sh").get(0))
                .get(1);

        assertThat(Files.readString(Path.of(".ci/run"))).contains(command.replace("mvn ", "mvn -B "));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examples_areWellFormed(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            assertThat(block.language())
                    .as("%s: a language that somebody tries: %s", page, block.code())
                    .isIn("sh", "json", "yaml", "xml", "java", "python", "");
            switch (block.language()) {
                case "json" -> new ObjectMapper().readTree(block.code().replace("\n", ""));
                case "yaml" -> new Yaml().load(block.code());
                default -> {}
            }
        }
    }

    /** What ReadmeTest and EventRoutesTest do not write, they do not load: a route among examples has a file. */
    @ParameterizedTest
    @MethodSource("pages")
    void routes_areTried(Page page) {
        for (Page.Block block : page.blocks()) {
            if (block.code().contains("- route:") || block.code().contains("- templatedRoute:")) {
                assertThat(page.path()).as(block.code()).isIn(TRIED);
                assertThat(block.file()).as(block.code()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commands_areRun_orSayWhyNot(Page page) throws IOException {
        Set<String> tests = tests();
        for (Page.Block block : page.blocks()) {
            if (block.note() != null) {
                Matcher runs = RUNS.matcher(block.note());
                assertThat(runs.matches()).as("%s: %s", page, block.note()).isTrue();
                if (runs.group(1) != null) {
                    assertThat(tests).contains(runs.group(1) + ".java");
                }
            }
        }
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
