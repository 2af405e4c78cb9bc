package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers say of the age of answers: whatever they say, nobody gets an older one than they allow. */
class WishTest {

    private static Wish control(String header) {
        return Wish.of(Map.of("cache-control", header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | 60",
                "max-age=\"60\" | 60",
                "Max-Age = 060 | 60",
                "max-age=0000000000000000000000060 | 60",
                "max-age=0 | 0",
                // which cannot be read
                "max-age=-1 | 0",
                "max-age=1e3 | 0",
                "max-age=6.5 | 0",
                "max-age= | 0",
                "max-age=soon | 0",
                // of several
                "max-age=600, max-age=0 | 0",
                "max-age=0, max-age=600 | 0",
                "no-transform, max-age=5;max-age=7 | 5",
            })
    void age_isNeverLongerThanAllowed(String header, long seconds) {
        assertThat(control(header).maxAge()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=99999999999999999999", "max-age", "no-transform", "s-maxage=5", ""})
    void age_isAny_whereNothingBoundsIt(String header) {
        assertThat(control(header).maxAge()).isEqualTo(Wish.ANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-stale=60 | 60",
                "max-stale=0 | 0",
                "max-stale=-5 | 0",
                "max-stale=60, max-stale=5 | 5",
                "max-stale=0, max-stale=60 | 0",
                "max-stale, max-stale=7 | 7",
            })
    void staleness_isNeverLongerThanAllowed(String header, long seconds) {
        assertThat(control(header).maxStale()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(control(header.replace("max-stale", "stale-if-error")).staleIfError())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void staleness_isAny_whereItHasNoBound_andUnsaidOtherwise() {
        assertThat(control("max-stale").maxStale()).isEqualTo(Wish.ANY);
        assertThat(control("max-age=1").maxStale()).isNull();
        assertThat(control("max-age=1").staleIfError()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on, max-age=-1",
                "on, max-age=1e3",
                "on, max-age=",
                "on, max-age",
                "max-stale=soon",
                "refresh, age=5"
            })
    void ownWord_thatCannotBeRead_isRefused(String header) {
        assertThatThrownBy(() -> Wish.of(Map.of("cache", header)))
                .isInstanceOfSatisfying(
                        ApiException.class, it -> assertThat(it.status()).isEqualTo(400));
    }

    @Test
    void ownWord_andHttps_bothCount() {
        Wish wish = Wish.of(Map.of("cache", "on, max-age=600, max-stale", "cache-control", "max-age=5, max-stale=9"));
        assertThat(wish.maxAge()).isEqualTo(Duration.ofSeconds(5));
        assertThat(wish.maxStale()).isEqualTo(Duration.ofSeconds(9));
        assertThat(Wish.of(Map.of("cache", "on", "cache-control", "no-store")).word())
                .isEqualTo(Wish.Word.OFF);
    }
}
