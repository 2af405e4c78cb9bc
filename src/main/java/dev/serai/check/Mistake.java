package dev.serai.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A problem with where it is in its line, as far as that can be seen.
 *
 * @param column from 1: where the line's first key begins, or where it stops being YAML; 0 where no line is to blame
 * @param field the path of that key, {@code [0].route.from.uri}; empty where there is none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Mistake(
        String file,
        @JsonInclude(JsonInclude.Include.ALWAYS) int line,
        int column,
        String field,
        String reason) {

    private static final String YAML = ".yaml";

    /** All of these, in these files. */
    public static List<Mistake> of(List<Problem> problems, GenerationFiles files) {
        Map<String, byte[]> all = files == null ? Map.of() : files.byPath();
        Map<String, YamlPlaces> known = new HashMap<>();
        return problems.stream()
                .map(problem -> {
                    byte[] content = all.get(problem.file());
                    if (problem.line() == 0 || content == null) {
                        return new Mistake(problem.file(), problem.line(), 0, null, problem.reason());
                    }
                    String text = new String(content, StandardCharsets.UTF_8);
                    YamlPlaces places = known.computeIfAbsent(problem.file(), file -> places(file, text));
                    return at(problem, places.in(problem.line()), text);
                })
                .toList();
    }

    private static Mistake at(Problem problem, YamlPlaces.Place place, String text) {
        return place == null
                ? new Mistake(problem.file(), problem.line(), begin(text, problem.line()), null, problem.reason())
                : new Mistake(problem.file(), problem.line(), place.column(), place.field(), problem.reason());
    }

    private static YamlPlaces places(String file, String text) {
        if (!file.endsWith(YAML)) {
            return new YamlPlaces();
        }
        try {
            return YamlPlaces.of(new YamlFile(file).root(text, "it is empty"));
        } catch (InvalidFilesException e) {
            return e.getCause() instanceof MarkedYamlEngineException marked ? YamlPlaces.of(marked) : new YamlPlaces();
        }
    }

    /** Where a line's first word begins. */
    private static int begin(String text, int line) {
        String found = text.lines().skip(line - 1L).findFirst().orElse("");
        return found.length() - found.stripLeading().length() + 1;
    }
}
