package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.support.MovedClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which other key a request that was refused may be sent with, and where it may not. */
class KeysTest {

    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final MovedClock clock = MovedClock.standing();
    private final Keys keys = new Keys(OVERLAP, Map.of(), null, null, clock);

    private static Provider provider(String host, String key) {
        return new Provider(Map.of("provider", "acme", "baseUrl", "https://" + host, "apiKey", key), ModelRules.NONE);
    }

    private Provider serve(String host, String key) {
        Provider provider = provider(host, key);
        keys.serve(List.of(provider));
        return provider;
    }

    @Test
    void replacedKey_isGoodForAWhile() {
        serve("here.example", "key-1");
        Provider now = serve("here.example", "key-2");

        assertThat(keys.otherThan(now, "key-2")).isEqualTo("key-1");
        assertThat(keys.otherThan(now, "key-1")).isEqualTo("key-2");
        assertThat(keys.otherThan(now, "a project's own")).isNull();
        clock.pass(OVERLAP.plusSeconds(1));
        assertThat(keys.otherThan(now, "key-2")).isNull();
    }

    @Test
    void sameKey_hasNoOther() {
        serve("here.example", "key-1");

        assertThat(keys.otherThan(serve("here.example", "key-1"), "key-1")).isNull();
    }

    @Test
    void keyOfAnotherPlace_isNotSentThere() {
        Provider before = serve("old.example", "key-1");
        Provider now = serve("new.example", "key-2");

        assertThat(keys.otherThan(now, "key-2")).isNull();
        assertThat(keys.otherThan(before, "key-1")).as("requests under way").isNull();
    }
}
