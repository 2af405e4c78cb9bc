package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.balancing.Balancer;
import dev.serai.support.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.mbean.ManagedProcessorMBean;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What documents name there is: files, classes, codes, paths; and their tables are as the code has it. */
class DocumentedNamesTest {

    private static final Pattern WORD = Pattern.compile("`([^`\n]+)`");
    private static final Pattern FILE =
            Pattern.compile("(?:\\.ci|bench|docs|routes|src|transforms)/[A-Za-z0-9_./-]*[A-Za-z0-9_/-]");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[a-z0-9_.]+\\.([A-Z]\\w+)");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern CODE_WORD = Pattern.compile("[a-z]+(?:_[a-z0-9]+)+");

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    /** The documents' own words: what is in backticks outside of blocks. */
    private static List<String> words(Page page) {
        return WORD.matcher(page.prose())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String text(String... roots) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String root : roots) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.toString().matches(".*\\.(md|sse)")) {
                        all.append(Files.readString(file)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void files_areThere(Page page) throws IOException {
        Set<String> examples = new TreeSet<>();
        for (Page each : pages()) {
            each.blocks().stream()
                    .map(Page.Block::file)
                    .filter(file -> file != null)
                    .forEach(examples::add);
        }
        for (String word : words(page)) {
            Matcher file = FILE.matcher(word);
            if (file.matches() && !word.contains("/folder/name") && !examples.contains(word)) {
                assertThat(Path.of(word)).as("%s names a file", page).exists();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void classes_areThere(Page page) throws IOException {
        Set<String> known = new TreeSet<>();
        for (String root : List.of("src/main/java", "src/test/java", "bench")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    known.add(file.getFileName().toString().replace(".java", ""));
                    IMPORT.matcher(Files.readString(file)).results().forEach(it -> known.add(it.group(1)));
                }
            }
        }
        for (Class<?> shown : List.of(ManagedProcessorMBean.class, Balancer.class)) {
            Stream.of(shown.getMethods()).forEach(it -> known.add(it.getName().replaceFirst("^(get|is)", "")));
        }
        ALERT.matcher(text("deploy/prometheus/rules")).results().forEach(it -> known.add(it.group(1)));
        assertThat(words(page))
                .filteredOn(word -> word.matches("([A-Z][a-z]+){2,}[A-Za-z]*") && !isCamelHeader(word))
                .as("%s: classes of ours, or that we use", page)
                .allSatisfy(word -> assertThat(known.contains(word)).as(word).isTrue());
    }

    private static boolean isCamelHeader(String word) {
        return Exchange.HTTP_RESPONSE_CODE.equals(word);
    }

    /** Codes of errors, members of JSON, series of metrics: as they stand somewhere in what runs. */
    @ParameterizedTest
    @MethodSource("pages")
    void codes_areThere(Page page) throws IOException {
        String camels = "\"%s\" \"%s\""
                .formatted(
                        MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME,
                        MicrometerConstants.DEFAULT_CAMEL_MESSAGE_HISTORY_METER_NAME);
        String all = text("src/main", "routes", "transforms", "deploy", "application.yaml", "prices.yaml") + camels;
        for (String word : words(page)) {
            if (CODE_WORD.matcher(word).matches()) {
                String whole = word.replace('_', '.');
                String meter = whole.replaceFirst("\\.(total|bytes|seconds)$", "");
                assertThat(all.contains(word) || all.contains("\"" + whole + "\"") || all.contains("\"" + meter + "\""))
                        .as("%s names '%s', which nothing says", page, word)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pathsOfManage_areInTheDocumentOfTheApi(Page page) throws IOException {
        Set<String> paths = RouteFile.map(
                        RouteFile.map(new Yaml().load(Files.readString(Path.of("src/main/resources/openapi.yaml"))))
                                .get("paths"))
                .keySet();
        List<Pattern> known = new ArrayList<>();
        known.add(Pattern.compile("/manage/hawtio")); // pages for people
        paths.forEach(path -> known.add(Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"))));
        for (Matcher named = Pattern.compile("/manage/[a-z{}/.-]*[a-z}]").matcher(page.text()); named.find(); ) {
            assertThat(known)
                    .as("%s: %s", page, named.group())
                    .anyMatch(path -> path.matcher(named.group()).matches());
        }
    }

    @Test
    void tableOfProviders_hasEachAsItsFileHasIt() throws IOException {
        String table = new Page(Path.of("docs/providers.md")).prose();

        for (RouteFile provider : RouteFile.in("providers")) {
            String row = table.lines()
                    .filter(line -> line.startsWith("| `" + provider.name() + "` |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("docs/providers.md has no row for " + provider.name()));
            String[] cells = row.split(" *\\| *", -1);
            String baseUrl = provider.parameters().getOrDefault("baseUrl", "");
            if (baseUrl.startsWith("{{env:")) {
                assertThat(baseUrl).as(row).startsWith("{{env:" + cells[2].split("`", -1)[1] + "_BASE_URL:");
                assertThat(cells[2].contains("set it")).as(row).isEqualTo(baseUrl.endsWith(":}}"));
            }
            String operations = provider.parameters().getOrDefault("operations", "chat completions embeddings models");
            assertThat(List.of(cells[4].split(", ", -1)))
                    .as(row)
                    .containsExactlyInAnyOrder(
                            operations.replaceFirst("chat ?", "").split(" ", -1));
        }
    }

    @Test
    void tableOfPackages_isTheirOrder() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ").matcher(packages()); row.find(); ) {
            seen.add(row.group(1));
            Matcher use = Pattern.compile("(?m)^[^*\n]*\\bdev\\.serai\\.([a-z]+)\\.[A-Z]")
                    .matcher(text("src/main/java/dev/serai/" + row.group(1)));
            while (use.find()) {
                assertThat(seen)
                        .as("what %s uses stands above it", row.group(1))
                        .contains(use.group(1));
            }
        }
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/serai"))) {
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }

    private static String packages() throws IOException {
        String page = Files.readString(Path.of("docs/architecture.md"));
        int from = page.indexOf("## Packages");
        return page.substring(from, page.indexOf("\n## ", from));
    }
}
