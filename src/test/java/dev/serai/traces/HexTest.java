package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ids are numbers in sixteen digits. */
class HexTest {

    @Test
    void digits_areThoseOfTheNumber() {
        Random random = new Random(1);
        for (long number : random.longs(1000).toArray()) {
            long small = number >>> 40;
            assertThat(Hex.of(number)).isEqualTo(HexFormat.of().toHexDigits(number));
            assertThat(Hex.of(small, number))
                    .isEqualTo(
                            HexFormat.of().toHexDigits(small) + HexFormat.of().toHexDigits(number));
        }
    }
}
