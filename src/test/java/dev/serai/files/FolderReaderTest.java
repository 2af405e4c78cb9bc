package dev.serai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.support.MovedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However files change, a look sees it; and it opens those alone that may have changed. */
class FolderReaderTest {

    /** A file of Linux that is another each time it is read, though nobody changes it. */
    private static final Path RESTLESS = Path.of("/proc/sys/kernel/random/uuid");

    @TempDir
    private Path root;

    private final Random random = new Random(20261128);
    private final MovedClock clock = MovedClock.running();

    private final Map<String, String> written = new TreeMap<>();
    private FolderReader reader;

    @BeforeEach
    void make() {
        clock.pass(Duration.ofHours(1)); // all files were changed long ago
        reader = new FolderReader(root, clock, ".yaml", ".java");
    }

    private static Map<String, String> texts(Folder folder) {
        return folder.files().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
    }

    private static Object changed(Path file) throws IOException {
        return Files.exists(file) ? Files.getAttribute(file, "unix:ctime") : null;
    }

    /** Does it in a directory, and waits until that can be seen: of two changes within one tick of the file system none is. */
    private static void within(Path directory, Action action) throws IOException {
        Object before = changed(directory);
        action.run();
        while (changed(directory).equals(before)) {
            Files.delete(Files.createFile(directory.resolve(".tick")));
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        within(root, () -> Files.createDirectories(file.getParent()));
        within(file.getParent(), () -> write(file, text));
        written.put(name, text);
    }

    private void write(Path file, String text) throws IOException {
        Object before = changed(file);
        FileTime modified = before == null ? null : Files.getLastModifiedTime(file);
        do {
            Path beside = file.resolveSibling(".beside");
            Files.writeString(random.nextBoolean() ? beside : file, text);
            if (Files.exists(beside)) {
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (modified != null && random.nextBoolean()) {
                Files.setLastModifiedTime(file, modified);
            }
        } while (changed(file).equals(before));
    }

    private void change() throws IOException {
        String name = random.nextInt(3) + "/" + random.nextInt(4) + (random.nextBoolean() ? ".yaml" : ".java");
        if (random.nextInt(4) == 0 && written.remove(name) != null) {
            Path file = root.resolve(name);
            within(file.getParent(), () -> Files.delete(file));
        } else {
            write(name, Integer.toString(random.nextInt(10, 100)));
        }
    }

    @Test
    void changes_areSeen_thoughSizeAndTimeStay() throws IOException {
        for (int i = 0; i < 300; i++) {
            change();

            assertThat(texts(reader.read())).isEqualTo(written);
        }
    }

    @Test
    void unchangedFolder_isTheSameObject() throws IOException {
        write("a/b.yaml", "one");
        Folder first = reader.read();
        Files.setLastModifiedTime(root.resolve("a/b.yaml"), FileTime.fromMillis(0));
        Files.writeString(root.resolve("a/README.md"), "no route");
        clock.pass(Duration.ofHours(1));

        assertThat(reader.read()).isSameAs(first);
        write("a/b.yaml", "two");
        assertThat(reader.read()).isNotSameAs(first);
        write("a/b.yaml", "one");
        assertThat(reader.read()).isNotSameAs(first).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void fileThatWasNotTouched_isOpenedOnceAMinute() throws IOException {
        assumeTrue(Files.exists(RESTLESS));
        Files.createSymbolicLink(root.resolve("restless.yaml"), RESTLESS);
        Folder first = reader.read();

        clock.pass(Duration.ofSeconds(30));
        assertThat(reader.read()).isSameAs(first);
        clock.pass(Duration.ofSeconds(30));
        assertThat(texts(reader.read())).isNotEqualTo(texts(first));
    }

    @Test
    void fileThatWasJustTouched_isOpenedAgain() throws IOException {
        assumeTrue(Files.exists(RESTLESS));
        Files.createSymbolicLink(root.resolve("restless.yaml"), RESTLESS);
        FileTime changed = (FileTime) Files.getAttribute(RESTLESS, "unix:ctime");
        Clock soon = Clock.fixed(changed.toInstant().plusSeconds(2), ZoneOffset.UTC);
        FolderReader young = new FolderReader(root, soon, ".yaml");

        assertThat(texts(young.read())).isNotEqualTo(texts(young.read()));
    }

    @Test
    void links_areFollowed_orNoFilesWhereTheyLeadNowhere() throws IOException {
        write("..1/a.yaml", "one");
        write("..2/a.yaml", "two");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(root.resolve("a.yaml"), Path.of("..data/a.yaml"));
        Files.createSymbolicLink(root.resolve("lost.yaml"), Path.of("nowhere"));
        Files.createSymbolicLink(root.resolve("itself.yaml"), Path.of("itself.yaml"));
        assertThat(texts(reader.read())).isEqualTo(Map.of("a.yaml", "one"));

        Files.delete(root.resolve("..data"));
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2"));
        assertThat(texts(reader.read())).isEqualTo(Map.of("a.yaml", "two"));
    }

    @Test
    void folderWithinItself_cannotBeRead_untilItIsGone() throws IOException {
        write("a/b.yaml", "one");
        Folder first = reader.read();
        within(root.resolve("a"), () -> Files.createSymbolicLink(root.resolve("a/again"), root));
        assertThatThrownBy(reader::read).isInstanceOf(UncheckedIOException.class);

        within(root.resolve("a"), () -> Files.delete(root.resolve("a/again")));
        assertThat(reader.read()).isSameAs(first);
    }

    @Test
    void fileTooLarge_cannotBeRead() throws IOException {
        Files.write(root.resolve("large.yaml"), new byte[(8 << 20) + 1]);

        assertThatThrownBy(reader::read).hasMessageContaining("is larger than");
    }
}
