package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients say in {@code Prefer}. */
class DeferralTest {

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "wait=10, Respond-Async", "respond-async;x=1", " , respond-async ,"})
    void preference_isFoundAmongOthers(String preferences) {
        assertThat(Deferral.isAsync(preferences)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait=10", "respond-asynchronously", "return=respond-async", "respond async"})
    void otherPreference_isNone(String preferences) {
        assertThat(Deferral.isAsync(preferences)).isFalse();
    }
}
