package dev.serai.journal;

import static dev.serai.journal.JournalFolder.all;
import static dev.serai.journal.JournalFolder.append;
import static dev.serai.journal.JournalFolder.awaitLast;
import static dev.serai.journal.JournalFolder.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no longer needed goes, segment by segment, and the numbering stays. */
class JournalReleaseTest {

    @TempDir
    private Path path;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(path);
    }

    /** Two records in a segment: the first one holds 1 and 2. */
    private Journal openWithPairs() {
        return new Journal(path, 50, JournalFolder.SOON, 100, SegmentFile::open);
    }

    private List<String> segments() throws IOException {
        return folder.segments().stream()
                .map(file -> file.getFileName().toString().replaceFirst("^0+", ""))
                .toList();
    }

    @Test
    void release_deletesWholeSegmentsOnly() throws IOException {
        try (Journal journal = openWithPairs()) {
            append(journal, 1, 6);
            awaitLast(journal, 6);
            journal.release(1);
            assertThat(segments()).containsExactly("1.journal", "3.journal", "5.journal");
            journal.release(3);
            assertThat(segments()).containsExactly("3.journal", "5.journal");
            assertThat(all(journal)).isEqualTo(records(3, 6));
            journal.release(6);
            assertThat(segments()).containsExactly("5.journal");
            journal.release(Long.MAX_VALUE);
            assertThat(segments()).containsExactly("5.journal");
        }
    }

    @Test
    void release_doesNotDisturbTheReader() {
        try (Journal journal = openWithPairs()) {
            append(journal, 1, 6);
            awaitLast(journal, 6);
            assertThat(JournalFolder.texts(journal.read(0, 1))).isEqualTo(records(1, 1));
            journal.release(4);
            assertThat(JournalFolder.texts(journal.read(4, 10))).isEqualTo(records(5, 6));
        }
    }

    @Test
    void numbering_outlivesAllRecords() throws IOException {
        try (Journal journal = openWithPairs()) {
            append(journal, 1, 6);
            awaitLast(journal, 6);
            journal.release(6);
        }
        // as a crash leaves it that comes just after a new segment was begun
        Files.move(folder.segments().get(0), path.resolve("00000000000000000007.journal"));
        Files.write(folder.segments().get(0), new byte[0]);
        try (Journal journal = openWithPairs()) {
            assertThat(journal.last()).isEqualTo(6);
            append(journal, 7, 7);
            awaitLast(journal, 7);
            assertThat(all(journal)).isEqualTo(records(7, 7));
        }
    }

    @Test
    void journalWithoutSegments_isAnotherOne() throws IOException {
        UUID before = idOf(folder.with(3));
        Files.delete(folder.segments().get(0));
        assertThat(idOf(folder)).isNotEqualTo(before);
    }

    private static UUID idOf(JournalFolder folder) {
        try (Journal journal = folder.openIdle()) {
            return journal.id();
        }
    }

    @Test
    void journalWithoutId_isRefused() throws IOException {
        Files.delete(folder.with(3).path().resolve("id"));
        assertThatThrownBy(folder::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("restore " + path.resolve("id"));
    }
}
