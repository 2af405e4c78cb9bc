package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the documents, each page from top to bottom, in a checkout with one gateway for all of them. */
class DocumentedCommandsTest {

    /** Any answer but a good one fails a page; a step of a pipe may look for what is in one. */
    private static final String SHELL =
            "set -e\ncurl() { command curl -sS --fail-with-body \"$@\"; }\ncommand -v zip >/dev/null || zip() { jar -cM routes transforms; }\n";

    @TempDir
    private static Path folder;

    private static Checkout checkout;

    @BeforeAll
    static void start() throws Exception {
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        checkout = Checkout.clone(folder, Map.of("PATH", path, "SERAI_KEYS", ""));
        pack(folder.resolve("target/serai.jar"));
        String command = new Page(Path.of("docs/operating.md"))
                .blocks("Starting", "sh").stream()
                        .filter(block -> ("run by " + DocumentedCommandsTest.class.getSimpleName())
                                .equals(String.valueOf(block.note()).split(":", -1)[0]))
                        .map(block -> Page.commands(block).get(0))
                        .findFirst()
                        .orElseThrow();
        checkout.start(command);
    }

    @AfterAll
    static void stop() {
        checkout.close();
    }

    /** What the build packs later: a jar that names its classes and libraries, as they are now. */
    private static void pack(Path jar) throws IOException {
        Attributes attributes = new Attributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "dev.serai.Serai");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(attributes);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.flush();
        }
    }

    static List<Page> pages() throws IOException {
        return Page.all().stream().filter(page -> !commands(page).isEmpty()).toList();
    }

    private static String commands(Page page) {
        return page.path().equals(Path.of("README.md"))
                ? "" // ReadmeTest's
                : page.blocks().stream()
                        .filter(block -> block.language().equals("sh") && block.note() == null)
                        .map(Page.Block::code)
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsOfAPage_doWhatItSays(Page page) throws Exception {
        Checkout.Result result = checkout.run(SHELL + "set -x\n" + commands(page));

        assertThat(result.code()).as("%s:%n%s", page, result.output()).isZero();
    }
}
