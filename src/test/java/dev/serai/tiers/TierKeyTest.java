package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, and choices among them. */
class TierKeyTest {

    private static final String[] NAMES = {null, "", "-", "1:a", "a-", "3:", "\n", "é"};

    @Test
    void texts_areOneForEachKey() {
        Set<String> texts = new HashSet<>();
        for (String project : NAMES) {
            for (String model : NAMES) {
                for (String category : NAMES) {
                    TierKey key = new TierKey(project, model, category, null);
                    assertThat(texts.add(key.text())).as(key.toString()).isTrue();
                    assertThat(TierKey.parse(key.text())).isEqualTo(key);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---", "5:a---", "9999999999:a---", "x"})
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> TierKey.parse(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @Test
    void choices_areThoseThatHoldIt() {
        TierKey key = Given.key(1);
        assertThat(key.choices()).hasSize(16).doesNotHaveDuplicates().contains(TierKey.ALL, key);
        assertThat(key.choices()).allMatch(it -> it.holds(key));
        assertThat(Given.key(2).choices()).filteredOn(it -> it.holds(key)).hasSize(2); // all, and the category
    }
}
