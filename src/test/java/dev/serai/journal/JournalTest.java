package dev.serai.journal;

import static dev.serai.journal.JournalFolder.all;
import static dev.serai.journal.JournalFolder.append;
import static dev.serai.journal.JournalFolder.awaitLast;
import static dev.serai.journal.JournalFolder.bytes;
import static dev.serai.journal.JournalFolder.records;
import static dev.serai.journal.JournalFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended is read, in order, also after the journal was opened again. */
class JournalTest {

    @TempDir
    private Path temporary;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(temporary.resolve("usage/journal"));
    }

    @Test
    void append_isReadSoonWithoutAnythingElse() {
        try (Journal journal = new Journal(folder.path())) {
            assertThat(all(journal)).isEmpty();
            append(journal, 1, 3);
            awaitLast(journal, 3);
            assertThat(all(journal)).isEqualTo(records(1, 3));
        }
    }

    @Test
    void read_givesAnyPart() {
        try (Journal journal = folder.open()) {
            append(journal, 1, 50);
            awaitLast(journal, 50);
            for (int after = 50; after >= 0; after--) {
                assertThat(texts(journal.read(after, 7))).isEqualTo(records(after + 1, Math.min(after + 7, 50)));
            }
            for (int after = 0; after <= 50; after += 7) {
                assertThat(texts(journal.read(after, 7))).isEqualTo(records(after + 1, Math.min(after + 7, 50)));
            }
            assertThat(journal.read(60, 7)).isEmpty();
        }
    }

    @Test
    void restart_goesOn() {
        for (int start = 1; start < 60; start += 10) {
            try (Journal journal = folder.open()) {
                assertThat(journal.last()).isEqualTo(start - 1);
                append(journal, start, start + 9);
                awaitLast(journal, start + 9);
                assertThat(all(journal)).isEqualTo(records(1, start + 9));
            }
        }
    }

    @Test
    void restart_keepsTheId() {
        Journal first = folder.open();
        first.close();
        try (Journal second = folder.open();
                Journal other = new JournalFolder(temporary.resolve("other")).open()) {
            assertThat(second.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
        }
    }

    @Test
    void records_mayHaveAnyLength() {
        int[] lengths = {0, 1, 65_519, 65_520, 65_521, 300_000, 2, (1 << 20) - 16};
        try (Journal journal = folder.open()) {
            for (int length : lengths) {
                journal.append(new byte[length]);
            }
            awaitLast(journal, lengths.length);
            assertThat(journal.read(0, 100))
                    .extracting(entry -> entry.record().length)
                    .containsExactly(0, 1, 65_519, 65_520, 65_521, 300_000, 2, (1 << 20) - 16);
            journal.append(new byte[1 << 20]);
            assertThat(journal.dropped()).isEqualTo(1);
        }
    }

    @Test
    void append_wakesNobodyAndDropsWhatIsTooMuch() {
        try (Journal journal = new Journal(folder.path(), 1 << 20, JournalFolder.NEVER, 10, SegmentFile::open)) {
            append(journal, 1, 15);
            assertThat(journal.last()).isZero();
            assertThat(journal.dropped()).isEqualTo(5);
            assertThat(journal.appendDurably(bytes("one more"))).isCompletedExceptionally();
        }
        try (Journal journal = folder.open()) {
            assertThat(all(journal)).isEqualTo(records(1, 10));
        }
    }

    @Test
    void appendDurably_isPromptAndTakesAllBeforeItAlong() throws Exception {
        try (Journal journal = folder.openIdle()) {
            append(journal, 1, 4);
            journal.appendDurably(bytes("record 5")).get(10, TimeUnit.SECONDS);
            assertThat(all(journal)).isEqualTo(records(1, 5));
        }
    }

    @Test
    void close_writesWhatIsQueuedAndTakesNoMore() {
        Journal journal = folder.openIdle();
        append(journal, 1, 100);
        journal.close();
        journal.close();
        assertThat(journal.last()).isEqualTo(100);
        journal.append(bytes("too late"));
        assertThat(journal.dropped()).isEqualTo(1);
        assertThat(journal.appendDurably(bytes("too late"))).isCompletedExceptionally();
        assertThat(journal.read(0, 10)).isEmpty();
    }

    @Test
    void secondOpener_isRefused() {
        try (Journal first = folder.open()) {
            assertThatThrownBy(folder::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder.path().getParent().toString())
                    .hasMessageContaining("Another gateway is running");
            append(first, 1, 1);
        }
        try (Journal next = folder.open()) {
            assertThat(all(next)).isEqualTo(records(1, 1));
        }
    }

    @Test
    void folder_isPrivate() throws Exception {
        try (Journal journal = folder.open();
                Stream<Path> files = Files.list(folder.path())) {
            assertThat(journal.trouble()).isEmpty();
            if (!temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
