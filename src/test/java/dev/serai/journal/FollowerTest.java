package dev.serai.journal;

import static dev.serai.journal.JournalFolder.append;
import static dev.serai.journal.JournalFolder.awaitLast;
import static dev.serai.journal.JournalFolder.records;
import static dev.serai.journal.JournalFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others may read the journal besides, each at its own pace; what is kept for them is bounded. */
class FollowerTest {

    private static final int SEGMENT = 50;

    @TempDir
    private Path path;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(path);
    }

    /** Two records in a segment. */
    private Journal openWithPairs() {
        return new Journal(path, SEGMENT, JournalFolder.SOON, 100, SegmentFile::open);
    }

    @Test
    void follower_readsAtItsOwnPace() {
        try (Journal journal = openWithPairs()) {
            append(journal, 1, 6);
            awaitLast(journal, 6);
            Follower slow = journal.follow(0);
            Follower quick = journal.follow(4);

            assertThat(texts(slow.next(2))).isEqualTo(records(1, 2));
            assertThat(texts(quick.next(10))).isEqualTo(records(5, 6));
            slow.moveTo(2);
            assertThat(texts(slow.next(10))).isEqualTo(records(3, 6));
            assertThat(texts(journal.read(0, 10))).isEqualTo(records(1, 6));
            assertThat(slow.waiting()).isEqualTo(4);
        }
    }

    @Test
    void whatTheSlowestHasNotRead_isKept() throws IOException {
        try (Journal journal = openWithPairs()) {
            journal.keepForFollowers(1 << 20);
            append(journal, 1, 8);
            awaitLast(journal, 8);
            Follower slow = journal.follow(0);
            journal.follow(6);
            slow.moveTo(3);

            journal.release(8);

            assertThat(texts(slow.next(10))).isEqualTo(records(4, 8));
            assertThat(folder.segments()).hasSize(3);
            slow.close();
            journal.release(8);
            assertThat(folder.segments()).hasSize(1);
        }
    }

    @Test
    void whatIsKept_isBounded_andNeverWhatTheJournalItselfStillNeeds() throws IOException {
        try (Journal journal = openWithPairs()) {
            journal.keepForFollowers(2 * SEGMENT);
            append(journal, 1, 12);
            awaitLast(journal, 12);
            Follower stuck = journal.follow(0);

            journal.release(4);
            assertThat(texts(stuck.next(20))).isEqualTo(records(1, 12));
            journal.release(12);

            // two segments for the one that is stuck, and the newest
            assertThat(texts(stuck.next(20))).isEqualTo(records(7, 12));
        }
    }

    @Test
    void withoutAnybodyWhoFollows_nothingIsKept() throws IOException {
        try (Journal journal = openWithPairs()) {
            append(journal, 1, 6);
            awaitLast(journal, 6);
            journal.follow(0).close();

            journal.release(6);

            assertThat(folder.segments()).hasSize(1);
        }
    }
}
