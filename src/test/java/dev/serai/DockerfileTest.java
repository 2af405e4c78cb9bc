package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the image can be built: no engine is needed to see that. */
class DockerfileTest {

    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");

    /** What {@code .dockerignore} lets through: everything is left out but what it names with {@code !}. */
    private static List<Path> context() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(lines).as("the rules read here").contains("*").allMatch(line -> line.matches("#.*|\\*|![a-z./]+"));
        return lines.stream().filter(line -> line.startsWith("!")).map(line -> Path.of(line.substring(1))).toList();
    }

    private static List<Path> copied() throws IOException {
        List<Path> sources = new ArrayList<>();
        Matcher copy = COPY.matcher(Files.readString(Path.of("Dockerfile")));
        while (copy.find()) {
            Stream.of(copy.group(1).split(" ", -1)).map(Path::of).forEach(sources::add);
        }
        return sources;
    }

    @Test
    void everyCopiedFile_exists_andReachesTheBuild() throws IOException {
        List<Path> context = context();

        assertThat(copied()).isNotEmpty().allSatisfy(source -> {
            assertThat(source).exists();
            assertThat(context).as("%s in .dockerignore", source).anyMatch(source::startsWith);
        });
    }

    /** The image's own build would fail for what it lacks; here for what it has too much of. */
    @Test
    void everythingThatReachesTheBuild_isCopied() throws IOException {
        assertThat(context()).allSatisfy(path -> assertThat(copied()).contains(path));
    }
}
