package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.prices.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records of one version are read by the others. */
class UsageCodecTest {

    private static final int UNITS = 5 * Long.BYTES;
    private static final UsageTrace TRACE = new UsageTrace("trace", "asked");

    private static UsageRecord withUnits() {
        UsageRecord record;
        EdgeRecords edge = new EdgeRecords(new Random(1));
        do {
            record = edge.record();
        } while (record.units().equals(Units.NONE) || record.savings().cached());
        return record;
    }

    @Test
    void units_areReadAsTheyWereWritten() throws IOException {
        UsageRecord record = withUnits();

        UsageCodec.Whole read = UsageCodec.decodeWhole(UsageCodec.encode(record, TRACE));

        assertThat(read.record().units()).isEqualTo(record.units());
        assertThat(read.trace()).isEqualTo(TRACE);
    }

    @Test
    void savings_areReadAsTheyWereWritten() throws IOException {
        for (Savings savings : List.of(
                new Savings(true, 0, null),
                new Savings(true, 5, BigDecimal.ZERO),
                new Savings(true, Long.MAX_VALUE, new BigDecimal("0.000000000001")),
                new Savings(true, 1, new BigDecimal("123456.5")))) {
            UsageRecord record = EdgeRecords.cached(savings);
            assertThat(UsageCodec.decode(UsageCodec.encode(record, TRACE))).isEqualTo(record);
        }
    }

    @Test
    void recordFromBeforeThereWereUnits_hasNone() throws IOException {
        UsageRecord record = withUnits();
        byte[] bytes = UsageCodec.encode(record, TRACE);

        UsageCodec.Whole read = UsageCodec.decodeWhole(Arrays.copyOf(bytes, bytes.length - UNITS));

        assertThat(read.record().units()).isEqualTo(Units.NONE);
        assertThat(read.record().attempts()).isEqualTo(record.attempts());
        assertThat(read.trace()).isEqualTo(TRACE);
    }

    @Test
    void recordFromBeforeVideosWereMade_hasTheOthers() throws IOException {
        UsageRecord record = withUnits();
        byte[] bytes = UsageCodec.encode(record, TRACE);

        Units read = UsageCodec.decode(Arrays.copyOf(bytes, bytes.length - Long.BYTES))
                .units();

        assertThat(read)
                .isEqualTo(new Units(
                        record.units().images(),
                        record.units().characters(),
                        record.units().milliseconds(),
                        record.units().searches(),
                        0));
    }

    @Test
    void recordWithoutUnits_takesNoRoomForThem() {
        byte[] with = UsageCodec.encode(withUnits(), TRACE);
        byte[] ordinary = UsageCodec.encode(EdgeRecords.ordinary("r"), TRACE);

        assertThat(ordinary.length).isLessThan(200);
        assertThat(with.length).isGreaterThan(UNITS);
    }
}
