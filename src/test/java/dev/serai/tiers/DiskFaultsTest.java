package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the disk tier where the file, the disk or the process fails: never a wrong answer, and never an end. */
@Timeout(120)
class DiskFaultsTest {

    private static final long ROOM = 64 << 20;
    private static final int LENGTH = 400;

    @TempDir
    private Path folder;

    @Test
    void copyAtAnyMoment_asACrashLeavesIt_givesNothingWrong() throws Exception {
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        Random random = new Random(16);
        int found = 0;
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            for (int round = 0; round < 8; round++) {
                for (int i = 0; i < 2000; i++) {
                    Given.keep(disk, round * 2000 + i, LENGTH);
                }
                Thread.sleep(random.nextInt(600));
                Files.deleteIfExists(Given.file(crashed).path());
                Files.copy(Given.file(folder).path(), Given.file(crashed).path());
                found += rightOnes(crashed);
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void damage_isRefused_neverGiven() throws Exception {
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            for (int i = 0; i < 5000; i++) {
                Given.keep(disk, i, LENGTH);
            }
            assertThat(Given.await(() -> disk.reading().kept() == 5000)).isTrue();
        }
        byte[] whole = Files.readAllBytes(Given.file(folder).path());
        Random random = new Random(16);
        for (int round = 0; round < 8; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 << round; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(Given.file(folder).path(), damaged);
            rightOnes(folder);
        }
    }

    /** How many of the first numbers are there, each of which has to be right. */
    private int rightOnes(Path where) throws Exception {
        int found = 0;
        try (DiskTier disk = Given.disk(where, ROOM)) {
            for (int i = 0; i < 5000; i++) {
                byte[] payload = Given.found(disk, Given.key(i));
                assertThat(payload == null || Arrays.equals(payload, Given.payload(i, LENGTH)))
                        .isTrue();
                found += payload == null ? 0 : 1;
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "empty", "version", "database"})
    void otherFile_isDropped_andBeginsAnew(String what) throws Exception {
        Path file = Given.file(folder).path();
        switch (what) {
            case "garbage" -> Files.write(file, Given.noise(1, 100_000));
            case "empty" -> Files.createFile(file);
            default -> {
                try (var other = MVStore.open(file.toString())) {
                    other.openMap(what.equals("version") ? "state" : "table").put("form", 99L);
                }
            }
        }
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            assertThat(disk.reading().trouble()).isNull();
            Given.kept(disk, Given.key(1), 1, LENGTH);
            assertThat(Given.found(disk, Given.key(1))).isEqualTo(Given.payload(1, LENGTH));
        }
    }

    @Test
    void diskThatIsFull_isAway_andTakesAnswersAgain() throws Exception {
        FailingDisk.register();
        DiskFile file = new DiskFile(folder.resolve("answers.cache"), FailingDisk.SCHEME + ":");
        try (DiskTier disk = Given.disk(file, ROOM, Clock.systemUTC())) {
            Given.kept(disk, Given.key(1), 1, LENGTH);
            Thread.sleep(600); // committed
            FailingDisk.full = true;
            Given.keep(disk, 2, LENGTH);
            assertThat(Given.await(() -> disk.reading().trouble() != null)).isTrue();
            assertThat(disk.reading().trouble()).contains("No space left");
            assertThat(disk.find(Given.key(1))).isNull();
            Given.keep(disk, 3, LENGTH);
            var unused = disk.forget(new TierKey("nobody", null, null, null));
            FailingDisk.full = false;
            assertThat(Given.await(() -> disk.reading().trouble() == null)).isTrue();
            assertThat(Given.found(disk, Given.key(1))).isEqualTo(Given.payload(1, LENGTH));
            Given.kept(disk, Given.key(3), 3, LENGTH);
        } finally {
            FailingDisk.full = false;
        }
    }

    @Test
    void errorInReading_isNoAnswer_andTheFileBeginsAnew() throws Exception {
        FailingDisk.register();
        DiskFile file = new DiskFile(folder.resolve("answers.cache"), FailingDisk.SCHEME + ":");
        try (DiskTier disk = Given.disk(file, ROOM, Clock.systemUTC())) {
            for (int i = 0; i < 5000; i++) {
                Given.keep(disk, i, LENGTH);
            }
            assertThat(Given.await(() -> disk.reading().kept() == 5000)).isTrue();
        }
        try (DiskTier disk = Given.disk(file, ROOM, Clock.systemUTC())) {
            FailingDisk.circles = true;
            assertThat(disk.find(Given.key(1))).isNull();
            assertThat(disk.reading().refused()).isEqualTo(1);
            FailingDisk.circles = false;
            assertThat(Given.await(() -> disk.reading().entries() == 0)).isTrue();
            Given.kept(disk, Given.key(1), 1, LENGTH);
            assertThat(Given.found(disk, Given.key(1))).isEqualTo(Given.payload(1, LENGTH));
        } finally {
            FailingDisk.circles = false;
        }
    }

    @Test
    void folderThatCannotBe_isTold() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (DiskTier disk = Given.disk(file, ROOM)) {
            assertThat(disk.reading().trouble()).isNotBlank();
            Given.keep(disk, 1, LENGTH);
            assertThat(disk.find(Given.key(1))).isNull();
            assertThat(disk.reading().dropped()).isEqualTo(1);
        }
    }

    @Test
    void fileOfAnotherProcess_isLeftToIt() throws Exception {
        try (DiskTier disk = Given.disk(folder, ROOM)) {
            Given.kept(disk, Given.key(1), 1, LENGTH);
            try (DiskTier second = Given.disk(folder, ROOM)) {
                assertThat(second.reading().trouble()).contains("locked");
            }
            assertThat(Given.found(disk, Given.key(1))).isNotNull();
        }
    }
}
