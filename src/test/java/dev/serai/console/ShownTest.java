package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them. */
class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00 USD", "0.0000123456, 0.00001235 USD", "1.5, 1.50 USD", "12.3456, 12.35 USD", "'1234567', '1,234,567.00 USD'",
    })
    void money_hasWhatCounts(BigDecimal amount, String text) {
        assertThat(Shown.money(amount, "USD")).isEqualTo(text);
    }

    @Test
    void whatIsNotKnown_isADash() {
        assertThat(List.of(
                        Shown.money(null, "USD"), Shown.millis(null), Shown.time(null), Shown.text(""), Shown.share(1, 0)))
                .containsOnly("–");
    }

    @Test
    void sizesAndTimes_haveTheirUnits() {
        assertThat(Shown.bytes(999)).isEqualTo("999 B");
        assertThat(Shown.bytes(1_500_000)).isEqualTo("1.5 MB");
        assertThat(Shown.millis(250.4)).isEqualTo("250 ms");
        assertThat(Shown.millis(1250.0)).isEqualTo("1.25 s");
    }

    @Test
    void bars_areOfTheHighest_alsoWhereThereIsNone() {
        Chart none = new Chart("", "", List.of(new Chart.Bar("", 0, 0, "")));
        Chart some = new Chart("", "", List.of(new Chart.Bar("", 4, 1, ""), new Chart.Bar("", 2, 0, "")));

        assertThat(none.height(0)).isZero();
        assertThat(some.height(4)).isEqualTo(100);
        assertThat(some.height(1)).isEqualTo(25);
    }
}
