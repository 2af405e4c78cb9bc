package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** {@code application.yaml} is the reference of every setting, and documents name no other. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("application.yaml");
    private static final Pattern KEY = Pattern.compile("^( *)([a-z0-9.-]+):(?: (.*))?$");
    private static final Pattern NAMED = Pattern.compile("\\b(SERAI|SERVER|SIMULATOR)_[A-Z0-9_]*(…|\\*)?");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ((?:`[A-Z_]+`(?:, )?)+) \\| ((?:`[^`]*`(?:, )?)+|none) \\|");

    /**
     * A key that has a value.
     *
     * @param explained whether a comment stands above it, or above what it stands in
     */
    private record Setting(String value, boolean explained) {}

    private static Map<String, Setting> settings() throws IOException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        List<Boolean> explained = new ArrayList<>();
        boolean comment = false;
        for (String line : Files.readAllLines(REFERENCE)) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                int depth = key.group(1).length() / 2;
                path.subList(depth, path.size()).clear();
                explained.subList(depth, explained.size()).clear();
                path.add(key.group(2));
                explained.add(comment || (depth > 0 && explained.get(depth - 1)));
                if (key.group(3) != null) {
                    settings.put(String.join(".", path), new Setting(key.group(3), explained.get(depth)));
                }
            }
            // one comment explains the lines below it, up to a blank one
            comment = line.strip().startsWith("#") || (comment && !line.isBlank());
        }
        return settings;
    }

    private static void keys(String prefix, Class<?> type, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "."
                    + component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord() && !(component.getGenericType() instanceof ParameterizedType)) {
                keys(key, component.getType(), keys);
            } else {
                keys.add(ConfigurationPropertyName.of(key).toString());
            }
        }
    }

    @Test
    void everySetting_isExplained_andHasAVariableAndADefault() throws IOException {
        List<String> keys = new ArrayList<>();
        keys("serai", SeraiProperties.class, keys);
        Map<String, Setting> settings = settings();

        assertThat(keys).hasSizeGreaterThan(50).allSatisfy(key -> {
            assertThat(settings).as("application.yaml").containsKey(key);
            assertThat(settings.get(key).value()).as(key).matches("(,?\\$\\{[A-Z_]+:[^}]*}(?: #.*)?)+");
            assertThat(settings.get(key).explained()).as("%s: a comment", key).isTrue();
        });
    }

    @Test
    void everyKeyOfOurs_isExplained() throws IOException {
        settings().forEach((key, setting) -> {
            if (key.startsWith("serai.")) {
                assertThat(setting.explained()).as("%s: a comment", key).isTrue();
            }
        });
    }

    @Test
    void documents_nameVariablesThatThereAre() throws IOException {
        String known = read("application.yaml", "routes", "bench", "deploy", "Dockerfile");
        for (Path page : documents()) {
            for (Matcher named = NAMED.matcher(Files.readString(page)); named.find(); ) {
                String name = named.group().replaceAll("[…*]", "");
                assertThat(known.contains(name) || name.startsWith("SERVER_SSL_"))
                        .as("%s names %s", page, name)
                        .isTrue();
            }
        }
    }

    @Test
    void documents_giveDefaultsAsTheyAre() throws IOException {
        String reference = Files.readString(REFERENCE);
        for (Path page : documents()) {
            for (Matcher row = ROW.matcher(Files.readString(page)); row.find(); ) {
                String[] names = row.group(1).replace("`", "").split(", ", -1);
                String given = row.group(2);
                String[] defaults = given.equals("none")
                        ? new String[] {""}
                        : given.replace("`", "").split(", ", -1);
                if (reference.contains("${" + names[0] + ":")) {
                    for (int i = 0; i < names.length; i++) {
                        String expected = defaults[Math.min(i, defaults.length - 1)];
                        assertThat(reference.contains("${" + names[i] + ":" + expected + "}"))
                                .as("%s: the default of %s is '%s'", page, names[i], expected)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static Set<Path> documents() throws IOException {
        Set<Path> documents = new TreeSet<>();
        for (String folder : List.of("", "docs", "routes", "bench")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().equals("CHANGELOG.md")) // of what is no more, too
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    private static String read(String... roots) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String root : roots) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(
                                it -> Files.isRegularFile(it) && !it.toString().endsWith(".md"))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
