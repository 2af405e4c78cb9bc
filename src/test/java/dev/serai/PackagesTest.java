package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packages of the gateway know which: always in one direction. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/serai");
    /** In imports, and where a name stands in full. */
    private static final Pattern USE = Pattern.compile("(?m)^[^*\n]*\\bdev\\.serai\\.(\\w+)\\.[A-Z]");

    @Test
    void packages_haveNoCircle() throws IOException {
        Map<String, Set<String>> uses = uses();

        assertThat(uses).containsKeys("wire", "routing");
        assertThat(uses.get("routing")).contains("wire");
        uses.keySet()
                .forEach(each -> assertThat(circle(each, uses, new ArrayList<>(), new HashSet<>()))
                        .as("packages that know each other, each the next one")
                        .isEmpty());
    }

    @Test
    void eachPackage_saysWhatItIs() throws IOException {
        for (String each : uses().keySet()) {
            assertThat(SOURCES.resolve(each).resolve("package-info.java")).exists();
        }
    }

    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                Path folder = SOURCES.relativize(file.getParent());
                if (folder.toString().isEmpty()) {
                    continue; // what starts it all knows everything
                }
                Set<String> used = uses.computeIfAbsent(folder.toString(), name -> new TreeSet<>());
                Matcher use = USE.matcher(Files.readString(file));
                while (use.find()) {
                    used.add(use.group(1));
                }
                used.remove(folder.toString());
            }
        }
        return uses;
    }

    private static List<String> circle(String from, Map<String, Set<String>> uses, List<String> way, Set<String> seen) {
        if (way.contains(from)) {
            return way.subList(way.indexOf(from), way.size());
        }
        if (!seen.add(from)) {
            return List.of();
        }
        way.add(from);
        for (String next : uses.getOrDefault(from, Set.of())) {
            List<String> circle = circle(next, uses, way, seen);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        way.remove(way.size() - 1);
        return List.of();
    }
}
