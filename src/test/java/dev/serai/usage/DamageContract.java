package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal that holds what is no record, or is damaged: the others reach the database. */
abstract class DamageContract extends WriterKit {

    @Test
    void bytesThatAreNoRecord_areSetAside() {
        byte[] whole = UsageCodec.encode(EdgeRecords.ordinary("good"), UsageTrace.NONE);
        journal.append(new byte[] {});
        journal.append(new byte[] {2, 3, 4});
        for (int length = 1; length < whole.length; length += 3) {
            journal.append(Arrays.copyOf(whole, length));
        }
        for (int i = 0; i < 500; i++) {
            byte[] noise = whole.clone();
            for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
                noise[random.nextInt(noise.length)] ^= (byte) (1 << random.nextInt(8));
            }
            journal.append(noise);
        }
        journal.append(whole);
        awaitLast(2 + (whole.length + 1) / 3 + 500 + 1);
        awaitTaken();

        assertThat(sum("select count(*) from usage_record where request_id = 'good'"))
                .isPositive();
        assertThat(sum("select count(*) from usage_record") + writer.countSetAside())
                .isEqualTo(journal.last());
        assertThat(writer.countSetAside()).isPositive();
    }

    /** Whatever is done to the files while nobody looks, what comes afterwards is taken. */
    @Test
    void journalThatIsDamaged_losesOnlyWhatIsDamaged() throws IOException {
        for (int round = 0; round < 12; round++) {
            String name = "round" + round + "-";
            long before = journal.last();
            for (int i = 0; i < 20; i++) {
                journal.append(UsageCodec.encode(EdgeRecords.ordinary(name + i), UsageTrace.NONE));
            }
            awaitLast(before + 20);
            stop(); // takes what waits
            damage(round);
            start();
            before = journal.last();
            journal.append(UsageCodec.encode(EdgeRecords.ordinary(name + "after"), UsageTrace.NONE));
            awaitLast(before + 1);
            stop();
            assertThat(sum("select count(*) from usage_record where request_id = '" + name + "after'"))
                    .as(name)
                    .isEqualTo(1);
            assertThat(writer.trouble()).isEmpty();
            start();
        }
    }

    private void damage(int round) throws IOException {
        List<Path> segments;
        try (var files = Files.list(data.resolve("journal"))) {
            segments = files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
        Path segment = segments.get(segments.size() - 1);
        byte[] bytes = Files.readAllBytes(segment);
        switch (round % 4) {
            case 0 -> Files.write(segment, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 1 -> Files.write(segment, Arrays.copyOf(bytes, bytes.length + random.nextInt(5_000)));
            case 2 -> Files.write(segment, new byte[0]);
            default -> {
                for (int i = 0; i < 40; i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(segment, bytes);
            }
        }
    }
}
