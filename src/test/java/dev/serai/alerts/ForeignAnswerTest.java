package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.log.LogText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any component answers, as readings. */
class ForeignAnswerTest {

    @Test
    void numbers_areReadings() {
        assertThat(ForeignAnswer.of(3)).containsExactly(Reading.of(3));
        assertThat(ForeignAnswer.of(" 2.5\n")).containsExactly(Reading.of(2.5));
        assertThat(ForeignAnswer.of("7".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsExactly(Reading.of(7));
        assertThat(ForeignAnswer.of(true)).containsExactly(Reading.of(1));
        assertThat(ForeignAnswer.of(null)).isEmpty();
    }

    @Test
    void rows_haveAValueAndLabels() {
        assertThat(ForeignAnswer.of(List.of(Map.of("TENANT", "a", "VALUE", 3), Map.of("TENANT", "b", "VALUE", 4L))))
                .containsExactly(Reading.of("tenant", "a", 3), Reading.of("tenant", "b", 4));
        assertThat(ForeignAnswer.of(Map.of("count", 9))).containsExactly(Reading.of(9));
        assertThat(ForeignAnswer.of("[{\"queue\": \"q\", \"value\": 5}]")).containsExactly(Reading.of("queue", "q", 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "{\"a\": 1, \"b\": 2}", "\"text\"", "1e400000", "{"})
    void whatHasNoNumber_isSaid(String answer) {
        assertThatThrownBy(() -> ForeignAnswer.of(answer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labels_areShortAndOnOneLine() {
        Reading reading = ForeignAnswer.of(Map.of("name", "a\nb\u202e" + "c".repeat(500), "value", 1))
                .get(0);

        assertThat(reading.labels().get("name")).startsWith("a b c").hasSize(100);
    }

    /** The log, a mail's subject and a database: each has characters of its own that it does not take. */
    @Test
    void labels_haveNoCharacterThatBreaksALine_norHalfOfOne() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String label = ForeignAnswer.label("a" + c + "b");

            assertThat(label).hasSize(3);
            assertThat(LogText.breaks(label.charAt(1)) || Character.isSurrogate(label.charAt(1)))
                    .as("%04x", (int) c)
                    .isFalse();
        }
        String face = "\ud83d\ude00";
        assertThat(ForeignAnswer.label(face.repeat(80))).isEqualTo(face.repeat(50));
        assertThat(ForeignAnswer.label("a" + face.repeat(80))).isEqualTo("a" + face.repeat(49));
    }
}
