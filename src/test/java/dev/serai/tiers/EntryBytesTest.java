package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** An entry is what was written, or none. */
class EntryBytesTest {

    private static final int CHECKSUM_AT = 4;
    private static final int BODY_AT = 8;

    private final Random random = new Random(16);

    private TierEntry entry(int number) {
        byte[] payload = Given.noise(number, random.nextInt(300));
        return new TierEntry(
                Given.key("prj-ü" + number, number), random.nextLong(), random.nextLong(), 1 + number % 5, payload);
    }

    @Test
    void written_isRead() {
        for (int i = 0; i < 200; i++) {
            TierEntry entry = entry(i);
            TierEntry read = EntryBytes.read(EntryBytes.of(entry));
            assertThat(read).usingRecursiveComparison().isEqualTo(entry);
        }
    }

    @Test
    void changedOrCut_isNone() {
        byte[] bytes = EntryBytes.of(entry(1));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(EntryBytes.read(changed)).as("byte %d", i).isNull();
            assertThat(EntryBytes.read(Arrays.copyOf(bytes, i)))
                    .as("cut at %d", i)
                    .isNull();
        }
        assertThat(EntryBytes.read(Arrays.copyOf(bytes, bytes.length + 1))).isNull();
    }

    @Test
    void lengthsOfSomebodyWhoKnowsChecksums_areBounded() {
        byte[] bytes = EntryBytes.of(entry(2));
        for (int i = 0; i < 2000; i++) {
            ByteBuffer crafted = ByteBuffer.wrap(bytes.clone());
            int at = BODY_AT + random.nextInt(bytes.length - BODY_AT - Integer.BYTES);
            crafted.putInt(at, random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt());
            CRC32C checksum = new CRC32C();
            checksum.update(crafted.array(), BODY_AT, bytes.length - BODY_AT);
            crafted.putInt(CHECKSUM_AT, (int) checksum.getValue());
            TierEntry read = EntryBytes.read(crafted.array());
            assertThat(read == null || read.payload().length < bytes.length).isTrue();
        }
    }

    @Test
    void endlessNames_areNotKept() {
        String digest = Given.key(1).digest();
        TierKey key = new TierKey("p", "m".repeat(1 << 20), "c", digest);
        assertThat(EntryBytes.of(new TierEntry(key, 1, 1, 3, new byte[1]))).isNull();
    }
}
