package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.tiers.TierEntry;
import dev.serai.tiers.Tiers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What comes back from a disk or from Redis is kept as what holds now has it, whatever held when it was written. */
class LowerTiersTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final CacheSettings SETTINGS = new CacheSettings(
            DataSize.ofMegabytes(8),
            DataSize.ofMegabytes(1),
            Duration.ofMinutes(10),
            Duration.ofDays(7),
            Set.of(),
            0,
            Map.of());

    private final Tiers tiers = mock(Tiers.class);

    private AnswerCache cache() {
        Ticker ticker = () -> 0;
        LowerTiers lower = new LowerTiers(tiers, ticker, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        return new AnswerCache(SETTINGS, new CacheCounts(new SimpleMeterRegistry()), ticker, lower);
    }

    @Test
    void whatHadAnotherPriority_isInMemoryFromThenOn() {
        Standing then = MemoryTierTest.standing("faq", 5);
        CachedAnswer before = MemoryTierTest.answer(then, 100, new Lifetime(0, HOUR, HOUR, 0));
        byte[] payload = AnswerBytes.of(before, new AnswerBytes.Now(0, 0));
        when(tiers.find(any())).thenReturn(new TierEntry(null, 0, 0, then.priority(), payload));
        AnswerCache cache = cache();
        Asking asking =
                new Asking(MemoryTierTest.key("a"), CachedAnswer.Form.WHOLE, null, MemoryTierTest.standing("faq", 2));
        CachedAnswer found = cache.recall(asking);

        assertThat(found.chat()).isEqualTo(before.chat());
        assertThat(found.standing()).isEqualTo(asking.standing());
        assertThat(cache.recall(asking)).isSameAs(found);
        verify(tiers, times(1)).find(any());
    }
}
