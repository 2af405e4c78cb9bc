package dev.serai.journal;

import static dev.serai.journal.JournalFolder.all;
import static dev.serai.journal.JournalFolder.append;
import static dev.serai.journal.JournalFolder.awaitLast;
import static dev.serai.journal.JournalFolder.records;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Segments as crashes and bad disks leave them. */
@ExtendWith(OutputCaptureExtension.class)
class JournalRecoveryTest {

    private static final int RECORDS = 5;
    private static final int FRAME = Frame.HEADER + "record 1".length();

    @TempDir
    private Path path;

    private JournalFolder folder;
    private Path segment;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        folder = new JournalFolder(path).with(RECORDS);
        segment = folder.segments().get(0);
        whole = Files.readAllBytes(segment);
        assertThat(whole).hasSize(RECORDS * FRAME);
    }

    /** The same byte changed. */
    private static byte[] flip(byte[] bytes, int index) {
        byte[] flipped = bytes.clone();
        flipped[index] ^= 0x55;
        return flipped;
    }

    /** What was before the last record is there, and what is appended next takes its place. */
    private void assertLastIsCut() throws IOException {
        try (Journal journal = folder.openIdle()) {
            assertThat(segment).hasSize(whole.length - FRAME);
            assertThat(all(journal)).isEqualTo(records(1, RECORDS - 1));
            append(journal, RECORDS, RECORDS);
        }
        assertThat(Files.readAllBytes(segment)).isEqualTo(whole);
    }

    @Test
    void tornTail_isCutWhereverItEnds(CapturedOutput output) throws IOException {
        for (int length = whole.length - FRAME + 1; length < whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            assertLastIsCut();
        }
        assertThat(output).contains("cut off 1 bytes").contains("cut off " + (FRAME - 1) + " bytes");
        assertThat(output).doesNotContain("damaged");
    }

    @Test
    void wrongTail_isCutWhateverIsWrong() throws IOException {
        for (int index = whole.length - FRAME; index < whole.length; index++) {
            Files.write(segment, flip(whole, index));
            assertLastIsCut();
        }
    }

    @Test
    void emptyPages_areCut() throws IOException {
        Files.write(segment, Arrays.copyOf(Arrays.copyOf(whole, whole.length - FRAME), 10_000));
        assertLastIsCut();
    }

    @Test
    void damageInTheMiddle_isSkippedAndTold(CapturedOutput output) throws IOException {
        List<String> rest = new ArrayList<>(records(1, RECORDS));
        rest.remove(2);
        for (int index = 2 * FRAME; index < 3 * FRAME; index++) {
            Files.write(segment, flip(whole, index));
            try (Journal journal = folder.openIdle()) {
                assertThat(all(journal)).isEqualTo(rest);
                assertThat(journal.last()).isEqualTo(RECORDS);
            }
            assertThat(segment).hasSize(whole.length);
        }
        assertThat(output)
                .contains("ERROR", segment + ": " + FRAME + " bytes are damaged, the records between 2 and 4");
    }

    @Test
    void damageWhileItIsOpen_costsWhatIsDamagedOnly(CapturedOutput output) throws IOException {
        try (Journal journal = new Journal(path, 1 << 20, JournalFolder.SOON, 100, SegmentFile::open)) {
            Files.write(segment, flip(flip(whole, 1), whole.length - 1));
            assertThat(all(journal)).isEqualTo(records(2, RECORDS - 1));
            assertThat(output).contains("the records after " + (RECORDS - 1) + " are lost");
            append(journal, RECORDS + 1, RECORDS + 2);
            awaitLast(journal, RECORDS + 2);
            assertThat(JournalFolder.texts(journal.read(RECORDS - 1, 10))).isEqualTo(records(RECORDS + 1, RECORDS + 2));
        }
    }

    @Test
    void olderSegment_isNeverCut() throws IOException {
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        Files.write(path.resolve("00000000000000000006.journal"), new byte[0]);
        try (Journal journal = folder.open()) {
            append(journal, 6, 6);
            awaitLast(journal, 6);
            List<String> rest = new ArrayList<>(records(1, 6));
            rest.remove(4);
            assertThat(all(journal)).isEqualTo(rest);
            assertThat(segment).hasSize(whole.length - 1);
        }
    }
}
