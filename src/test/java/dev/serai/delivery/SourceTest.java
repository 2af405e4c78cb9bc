package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event route may begin with. */
class SourceTest extends DeliveryKit {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serai:usages                              | did you mean usage?",
                "serai:usage?delivery=atleastonce          | delivery is atMostOnce or atLeastOnce",
                "serai:alerts?delivery=atLeastOnce         | only usage comes atLeastOnce",
                "serai:content?delivery=atLeastOnce        | only usage comes atLeastOnce",
                "serai:usage?redact=policy-redact          | redact is for serai:content",
                "serai:usage?types=alert                   | types is an option of serai:events",
                "serai:events?types=usage,alerts           | did you mean alert?",
                "serai:events?types=content                | there is no type 'content'"
            })
    void addressWithAMistake_isRefused(String uri, String why) {
        assertThatThrownBy(() -> generation(uri)).hasStackTraceContaining(why);
    }
}
