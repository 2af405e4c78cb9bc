package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.MovedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries on disk: kept, found again after a start, gone when they should be, within their room. */
@Timeout(120)
class DiskTierTest {

    private static final long ROOM = 64 << 20;
    private static final int LENGTH = 400;

    @TempDir
    private Path folder;

    private static void keptAll(DiskTier disk, int most) throws InterruptedException {
        for (int i = 0; i < most; i++) {
            Given.keep(disk, i, LENGTH);
        }
        assertThat(Given.await(() -> disk.reading().kept() == most)).isTrue();
    }

    @Test
    void kept_isFound_alsoAfterAStart() throws Exception {
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            keptAll(disk, 3000);
            assertThat(Given.found(disk, Given.key(7))).isEqualTo(Given.payload(7, LENGTH));
        }
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            for (int i = 0; i < 3000; i++) {
                assertThat(Given.found(disk, Given.key(i))).isEqualTo(Given.payload(i, LENGTH));
            }
            assertThat(Given.found(disk, Given.key("another", 7))).isNull();
            assertThat(disk.reading().entries()).isEqualTo(3000);
        }
        assertThat(Files.getPosixFilePermissions(Given.file(folder).path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void laterOne_replacesIt() throws Exception {
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            Given.kept(disk, Given.key(1), 1, LENGTH);
            Given.kept(disk, Given.key(1), 2, LENGTH);
            assertThat(Given.found(disk, Given.key(1))).isEqualTo(Given.payload(2, LENGTH));
            assertThat(disk.reading().entries()).isEqualTo(1);
        }
    }

    @Test
    void expired_isGone_andLeavesNothing() throws Exception {
        MovedClock clock = MovedClock.standing();
        try (DiskTier disk = Given.disk(Given.file(folder), ROOM, clock)) {
            long soon = clock.millis() + 10_000;
            disk.keep(Given.key(1), soon, Given.NORMAL, LENGTH, () -> Given.payload(1, LENGTH));
            Given.kept(disk, Given.key(2), 2, LENGTH);
            assertThat(Given.found(disk, Given.key(1))).isNotNull();
            clock.pass(Duration.ofSeconds(12));
            assertThat(Given.found(disk, Given.key(1))).isNull();
            assertThat(Given.await(() -> disk.reading().entries() == 1)).isTrue();
            assertThat(Given.found(disk, Given.key(2))).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "model", "category", "digest", "all"})
    void forgotten_isGoneAtOnce_alsoAfterACrash_andThenFromTheFile(String by) throws Exception {
        TierKey one = Given.key("a", 1);
        TierKey other = new TierKey("b", "another", "other", Given.key("b", 4).digest());
        TierKey chosen = switch (by) {
            case "project" -> new TierKey("a", null, null, null);
            case "model" -> new TierKey(null, one.model(), null, null);
            case "category" -> new TierKey(null, null, one.category(), null);
            case "digest" -> new TierKey(null, null, null, one.digest());
            default -> TierKey.ALL;
        };
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            Given.kept(disk, one, 1, LENGTH);
            Given.kept(disk, other, 4, LENGTH);
            CompletableFuture<Void> saved = disk.forget(chosen);
            assertThat(Given.found(disk, one)).isNull();
            saved.get(60, TimeUnit.SECONDS);
            Files.copy(Given.file(folder).path(), Given.file(crashed).path());
            assertThat(Given.await(() -> disk.reading().entries() == (by.equals("all") ? 0 : 1)))
                    .isTrue();
            Given.kept(disk, one, 1, LENGTH);
            assertThat(Given.found(disk, one))
                    .as("what comes later %s", disk.reading())
                    .isNotNull();
        }
        try (DiskTier disk = Given.disk(crashed, ROOM)) {
            assertThat(Given.found(disk, one)).isNull();
            assertThat(Given.found(disk, other) == null).isEqualTo(by.equals("all"));
        }
    }

    @Test
    void whatHasToGo_isOfLowPriority_orWasNotAskedFor() throws Exception {
        int each = 1000;
        try (DiskTier disk = Given.disk(folder, 8 << 20)) {
            for (int i = 0; i < 2 * each; i++) {
                noise(disk, i, i < each ? Given.NORMAL : 5);
            }
            assertThat(Given.await(() -> disk.reading().kept() == 2L * each)).isTrue();
            int[] next = {2 * each};
            assertThat(Given.await(() -> {
                        for (int i = 0; i < 100; i++) {
                            noise(disk, next[0]++, Given.NORMAL);
                        }
                        disk.find(Given.key(0));
                        return disk.reading().evicted() >= each;
                    }))
                    .isTrue();
            assertThat(there(disk, 1, each)).as("neither").isZero();
            assertThat(there(disk, 0, 1)).as("asked for").isEqualTo(1);
            assertThat(there(disk, each, 2 * each)).as("important").isPositive();
        }
    }

    private static void noise(DiskTier disk, int number, int priority) {
        disk.keep(Given.key(number), Given.LATER, priority, 1000, () -> Given.noise(number, 1000));
    }

    private static int there(DiskTier disk, int from, int to) {
        int there = 0;
        for (int i = from; i < to; i++) {
            there += disk.find(Given.key(i)) == null ? 0 : 1;
        }
        return there;
    }

    @Test
    void file_staysWithinItsRoom() throws Exception {
        long room = 8 << 20;
        long largest = 0;
        try (DiskTier disk = Given.disk(folder, room)) {
            for (int i = 0; i < 40_000; i++) {
                int number = i;
                disk.keep(Given.key(i), Given.LATER, Given.NORMAL, 1000, () -> Given.noise(number, 1000));
                if (i % 100 == 0) {
                    Thread.sleep(5);
                    largest = Math.max(largest, Files.size(Given.file(folder).path()));
                }
            }
            assertThat(largest).isLessThan(room * 3 / 2);
            assertThat(disk.reading().kept()).isGreaterThan(5000);
            assertThat(disk.reading().evicted()).isPositive();
        }
    }

    @Test
    void readerThatIsInterrupted_leavesTheFileOpen() throws Exception {
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            keptAll(disk, 3000);
            Thread.sleep(500); // committed: it is read from the file
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                disk.find(Given.key(i * 50L));
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Given.found(disk, Given.key(1))).isEqualTo(Given.payload(1, LENGTH));
            assertThat(disk.reading().trouble()).isNull();
        }
    }
}
