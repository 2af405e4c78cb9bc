package dev.serai.newcomer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document: its text, and its code by heading. */
final class Page {

    /** A heading, a file that a paragraph or a first line names, a note on what follows, or a block of code. */
    private static final Pattern PART = Pattern.compile("(?ms)^#+ (?<heading>.+?)$"
            + "|`(?<file>(?:routes|transforms)/[a-z/-]+\\.(?:camel\\.yaml|jslt))`"
            + "|^<!-- (?<note>(?:not )?run[ :].+?) -->$"
            + "|^```(?<language>\\w*)\n(?<code>.*?)^```$");

    private static final Pattern OWN_NAME = Pattern.compile("// (transforms/\\S+)\n");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    /**
     * A block of code.
     *
     * @param file that it is to be written to, or null: the last one that was named before it, or by its first line
     * @param note what the page's source says of who runs it, or why nobody can; null if it says nothing
     */
    record Block(String heading, String language, String file, String note, String code) {}

    private final Path path;
    private final String text;
    private final List<Block> blocks = new ArrayList<>();

    Page(Path path) throws IOException {
        this.path = path;
        this.text = Files.readString(path);
        Matcher part = PART.matcher(text);
        String heading = "";
        String file = null;
        String note = null;
        while (part.find()) {
            if (part.group("heading") != null) {
                heading = part.group("heading");
                file = null;
            } else if (part.group("file") != null) {
                file = part.group("file");
            } else if (part.group("note") != null) {
                note = part.group("note");
            } else {
                Matcher own = OWN_NAME.matcher(part.group("code"));
                String named = own.lookingAt() ? own.group(1) : file;
                blocks.add(new Block(heading, part.group("language"), named, note, part.group("code")));
                note = null;
            }
        }
    }

    /** All that a reader is led to: the documents at the top, in {@code docs/}, and the two catalogues. */
    static List<Page> all() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (Path folder : List.of(Path.of(""), Path.of("docs"), Path.of("routes"), Path.of("bench"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(paths::add);
            }
        }
        List<Page> pages = new ArrayList<>();
        for (Path path : paths) {
            pages.add(new Page(path));
        }
        return pages;
    }

    Path path() {
        return path;
    }

    /** As it is written. */
    String text() {
        return text;
    }

    /** Without its blocks of code. */
    String prose() {
        return CODE.matcher(text).replaceAll("");
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The blocks of a language under a heading. */
    List<Block> blocks(String heading, String language) {
        List<Block> found = blocks.stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals(language))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(path + " has no " + language + " under '" + heading + "'");
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

    @Override
    public String toString() {
        return path.toString();
    }
}
