package dev.serai.newcomer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's code, by heading. */
final class Readme {

    /** A heading, a file that a paragraph or a first line names, or a block of code. */
    private static final Pattern PART = Pattern.compile("(?ms)^#+ (?<heading>.+?)$"
            + "|`(?<file>(?:routes|transforms)/[a-z/-]+\\.(?:camel\\.yaml|jslt))`"
            + "|^```(?<language>\\w*)\n(?<code>.*?)^```$");

    private static final Pattern OWN_NAME = Pattern.compile("// (transforms/\\S+)\n");

    /**
     * A block of code.
     *
     * @param file that it is to be written to, or null: the last one that was named before it, or by its first line
     */
    record Block(String heading, String language, String file, String code) {}

    private final List<Block> blocks = new ArrayList<>();

    Readme() throws IOException {
        Matcher part = PART.matcher(Files.readString(Path.of("README.md")));
        String heading = "";
        String file = null;
        while (part.find()) {
            if (part.group("heading") != null) {
                heading = part.group("heading");
                file = null;
            } else if (part.group("file") != null) {
                file = part.group("file");
            } else {
                Matcher own = OWN_NAME.matcher(part.group("code"));
                String named = own.lookingAt() ? own.group(1) : file;
                blocks.add(new Block(heading, part.group("language"), named, part.group("code")));
            }
        }
    }

    /** The blocks of a language under a heading. */
    List<Block> blocks(String heading, String language) {
        List<Block> found = blocks.stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals(language))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("README.md has no " + language + " under '" + heading + "'");
        }
        return found;
    }

    /** The command lines of a block of shell, each whole. */
    static List<String> commands(Block block) {
        return List.of(block.code().replace("\\\n", " ").split("\n", -1)).stream()
                .map(line -> line.replaceFirst("\\s+# .*", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
