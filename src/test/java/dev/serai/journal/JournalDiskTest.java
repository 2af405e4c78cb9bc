package dev.serai.journal;

import static dev.serai.journal.JournalFolder.all;
import static dev.serai.journal.JournalFolder.append;
import static dev.serai.journal.JournalFolder.awaitLast;
import static dev.serai.journal.JournalFolder.bytes;
import static dev.serai.journal.JournalFolder.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.journal.FailingDisk.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A disk that fails for a while: records wait, nobody else does, and each is written once in the end. */
@ExtendWith(OutputCaptureExtension.class)
class JournalDiskTest {

    private final FailingDisk disk = new FailingDisk();

    @TempDir
    private Path path;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(path);
    }

    private static void awaitTrouble(Journal journal) {
        await().pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(journal.trouble()).contains("No space left on device"));
    }

    /** Eight records fill a segment, so that the failure also meets the beginning of a new one. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void failure_isToldAndEndsWithEachRecordWrittenOnce(Failure failure) {
        try (Journal journal = folder.open(disk)) {
            append(journal, 1, 8);
            awaitLast(journal, 8);
            disk.fail(failure);
            append(journal, 9, 12);
            awaitTrouble(journal);
            append(journal, 13, 30);
            assertThat(journal.dropped()).isEqualTo(12);
            assertThat(journal.last()).isEqualTo(8);
            assertThat(all(journal)).isEqualTo(records(1, 8));

            disk.fail(Failure.NOTHING);
            awaitLast(journal, 18);
            assertThat(journal.trouble()).isEmpty();
            assertThat(all(journal)).isEqualTo(records(1, 18));
        }
        try (Journal journal = folder.open()) {
            assertThat(all(journal)).isEqualTo(records(1, 18));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"WRITE", "FORCE"})
    void durableAppend_isRefusedAndNotWrittenLater(Failure failure) {
        try (Journal journal = folder.open(disk)) {
            disk.fail(failure);
            append(journal, 1, 1);
            assertRefused(journal);
            append(journal, 2, 2);
            assertRefused(journal);
            disk.fail(Failure.NOTHING);
            awaitLast(journal, 2);
            assertThat(all(journal)).isEqualTo(records(1, 2));
        }
        try (Journal journal = folder.open()) {
            assertThat(all(journal)).isEqualTo(records(1, 2));
        }
    }

    private static void assertRefused(Journal journal) {
        assertThatThrownBy(() -> journal.appendDurably(bytes("refused")).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("No space left on device");
        assertThat(journal.trouble()).isPresent();
    }

    @Test
    void refusedRecord_isNotThereAfterClosing() {
        try (Journal journal = folder.open(disk)) {
            disk.fail(Failure.FORCE);
            assertRefused(journal);
        }
        try (Journal journal = folder.open()) {
            assertThat(journal.last()).isZero();
        }
    }

    @Test
    void close_saysWhatIsLost(CapturedOutput output) {
        try (Journal journal = folder.open(disk)) {
            disk.fail(Failure.WRITE);
            append(journal, 1, 9);
            awaitTrouble(journal);
        }
        assertThat(output).contains("9 records are lost");
        try (Journal journal = folder.open()) {
            assertThat(journal.last()).isZero();
        }
    }

    @Test
    void failureAtTheStart_isThrownAndFreesTheFolder() {
        disk.fail(Failure.OPEN);
        assertThatThrownBy(() -> folder.open(disk))
                .hasMessageContaining(path.toString())
                .hasMessageContaining("No space left on device");
        folder.open().close();
    }
}
