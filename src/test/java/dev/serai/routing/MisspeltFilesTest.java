package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.check.AllowedComponents;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaFiles;
import dev.serai.check.KnownBeans;
import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word of ours in the shipped files, with one letter wrong: refused, and in its line. */
class MisspeltFilesTest {

    private static final Folder ROUTES = Folder.read(Path.of("routes"), "routes", ".yaml");
    private static final Folder TRANSFORMS = transforms();
    private static final Set<String> SCHEMES = AllowedComponents.with(List.of("client", "figure", "log"));

    private static final List<Pattern> WORDS = Stream.of(
                    "(?:^ *(?:- )?|[{,] ?)([A-Za-z][A-Za-z-]*)(?=: |:$)", // keys
                    "- (?:\\{ )?name: ([a-zA-Z]+)", // of parameters, and beans
                    "name: (?:capabilities|operations|keyRequired|dialect), (?:value|defaultValue): \"?([a-z_ -]+?)\"? }",
                    "modelSettings[^#]*[ |]([a-zA-Z]+)=", // on one line
                    "target:[^\" ]*[?&]([a-zA-Z]+)=",
                    "\\$\\{variable\\.([a-zA-Z]+)",
                    " ref: \"?([a-zA-Z]+)",
                    "(?:Ref|Id|ref): \"?([a-z]+[a-z-]*)",
                    "\"?(transform|target|direct|figure):[a-z]",
                    "figure:([a-z-]+)",
                    "figure:[^\" ]*[?&]([a-z]+)=")
            .map(Pattern::compile)
            .toList();

    record Word(String file, int line, int start, String word) {
        @Override
        public String toString() {
            return file + ":" + line + " " + word;
        }
    }

    /** Those that matter to route files: to compile the others takes long. */
    private static Folder transforms() {
        Folder all = Folder.read(Path.of("transforms"), "transforms", ".jslt");
        Map<String, byte[]> some = new TreeMap<>(all.files());
        some.entrySet()
                .removeIf(it -> it.getKey().contains("/chat/")
                        && !new String(it.getValue(), StandardCharsets.UTF_8).contains("settings."));
        return new Folder(all.location(), some);
    }

    private static FilesCheck check() {
        return new FilesCheck(
                List.of(new KnownBeans()),
                SCHEMES,
                new JavaBuilders(List::of, new JavaFiles(false)),
                context -> {},
                Set.of());
    }

    private static List<Problem> problems(String file, String content) {
        Map<String, byte[]> files = new TreeMap<>(ROUTES.files());
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        return check().of(GenerationFiles.of(new Folder("routes", files), TRANSFORMS));
    }

    private static String text(String file) {
        return new String(ROUTES.files().get(file), StandardCharsets.UTF_8);
    }

    private static List<Word> words() {
        List<Word> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        ROUTES.files().keySet().forEach(file -> {
            int offset = 0;
            int number = 0;
            for (String line : text(file).split("\n", -1)) {
                number++;
                for (int kind = 0; kind < WORDS.size(); kind++) {
                    Matcher words = WORDS.get(kind).matcher(line.replaceFirst("(^| )#.*", ""));
                    while (words.find()) {
                        int at = offset + words.start(1);
                        for (String word : words.group(1).split(" ", -1)) {
                            if (!isUnknowable(file, line, word) && seen.add(folder(file) + kind + word)) {
                                found.add(new Word(file, number, at, word));
                            }
                            at += word.length() + 1;
                        }
                    }
                }
                offset += line.length() + 1;
            }
        });
        return found;
    }

    /** In rules of models a pattern, or a key that no rule has; in a template what each of its files says otherwise. */
    private static boolean isUnknowable(String file, String line, String word) {
        boolean unused =
                file.startsWith("templates/embedded-provider") && line.matches(".*name: (operations|capabilities).*");
        return unused
                || (file.contains(".models.")
                        && (word.contains("-") || text(file).split("\\b" + word + "\\b", -1).length < 3));
    }

    private static String folder(String file) {
        return file.contains(".models.") ? file : file.startsWith("templates/") ? "templates" : "";
    }

    /** One letter more, less, wrong, or in the other's place; what comes of it is no other word of ours. */
    private static String misspelt(String word, Random random) {
        int at = word.length() < 3 ? word.length() : 1 + random.nextInt(word.length() - 1);
        String q = at < word.length() && word.charAt(at) == 'q' ? "x" : "q";
        return switch (word.length() < 3 ? 0 : random.nextInt(4)) {
            case 0 -> word.substring(0, at) + q + word.substring(at);
            case 1 -> word.substring(0, at) + q + word.substring(Math.min(word.length(), at + 1));
            case 2 -> word.length() < 5 ? word + q : word.substring(0, at) + word.substring(at + 1);
            default -> swapped(word, at);
        };
    }

    private static String swapped(String word, int at) {
        return word.charAt(at) == word.charAt(at - 1)
                ? word + "q"
                : word.substring(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.substring(at + 1);
    }

    @Test
    void shippedFiles_haveNothingWrong() {
        assertThat(problems("router.camel.yaml", text("router.camel.yaml"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void everyWord_withOneLetterWrong_isRefusedInItsLine(long seed) {
        Random random = new Random(seed);
        List<String> passed = new ArrayList<>();
        List<Word> words = words();
        for (Word word : words) {
            String misspelt = misspelt(word.word, random);
            String text = text(word.file);
            String content = text.substring(0, word.start) + misspelt + text.substring(word.start + word.word.length());
            List<Problem> problems = problems(word.file, content);
            String place = "routes/" + word.file + ":" + word.line;
            if (problems.stream()
                    .noneMatch(it ->
                            (it + ":").contains(place + ":") || it.reason().contains(place))) {
                passed.add(word + " -> " + misspelt + ": " + problems);
            }
        }
        assertThat(words).hasSizeGreaterThan(150);
        assertThat(passed).isEmpty();
    }
}
