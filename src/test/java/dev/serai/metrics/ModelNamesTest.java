package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which models are told apart, whatever callers ask for. */
class ModelNamesTest {

    private static final int MOST_SERIES = 1200;
    private static final int UNKNOWN = MOST_SERIES / 100 / 3;

    private final ModelNames names =
            new ModelNames((provider, model) -> Set.of("acme/listed").contains(provider + "/" + model), MOST_SERIES);

    @Test
    void modelThatIsKnown_isToldApart() {
        assertThat(names.of("acme", "listed", false)).isEqualTo("listed");
        assertThat(names.of("other", "listed", false)).isEqualTo("other");
    }

    @Test
    void modelThatNobodyKnows_isOneOfManyUntilItHasAnswered() {
        assertThat(names.of("acme", "deployment", false)).isEqualTo("other");
        assertThat(names.of("acme", "deployment", true)).isEqualTo("deployment");
        assertThat(names.of("acme", "deployment", false)).isEqualTo("deployment");
    }

    @Test
    void serverThatAnswersToAnyName_hasFewOfThem() {
        long told = 0;
        for (int i = 0; i < 5000; i++) {
            told += names.of("acme", "made-up-" + i, true).equals("other") ? 0 : 1;
        }

        assertThat(told).isEqualTo(UNKNOWN);
        assertThat(names.of("acme", "listed", false)).isEqualTo("listed");
    }

    @Test
    void nameThatIsNoLabel_isNeverToldApart() {
        assertThat(names.of("acme", "x".repeat(129), true)).isEqualTo("other");
        assertThat(names.of("acme", "a\nb", true)).isEqualTo("other");
        assertThat(names.of("acme", "ü", true)).isEqualTo("other");
    }

    @Test
    void modelThatNobodySays_isNone() {
        assertThat(names.of("acme", null, true)).isEqualTo("other");
        assertThat(names.of("acme", "", true)).isEqualTo("other");
    }
}
