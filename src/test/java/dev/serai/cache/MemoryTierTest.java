package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What stays in memory where there is too little of it: by use, by priority, and within what a category may have. */
class MemoryTierTest {

    private static final long MEGABYTE = 1 << 20;
    private static final int ANSWER = 4000;

    private final AtomicLong now = new AtomicLong();
    private final Random random = new Random(23);

    static CacheSettings settings(Map<String, AnswerCategory> categories) {
        return new CacheSettings(
                DataSize.ofMegabytes(4),
                DataSize.ofMegabytes(1),
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                Set.of(),
                0,
                categories);
    }

    private MemoryTier tier(Map<String, AnswerCategory> categories) {
        return new MemoryTier(settings(categories), (Ticker) now::get, (key, answer) -> {});
    }

    static Standing standing(String category, int priority) {
        return new Standing(category, priority, "prj", new Standing.MadeUnder("files", "prices"));
    }

    static CachedAnswer answer(Standing standing, int bytes, Lifetime lifetime) {
        return new CachedAnswer(
                CachedAnswer.Form.WHOLE, null, new byte[bytes], null, 0, "p", "m", lifetime, standing, new LongAdder());
    }

    static CacheKey key(Object name) {
        return new CacheKey("prj", "m", "chat", name.toString());
    }

    private CachedAnswer answer(Standing standing) {
        return answer(standing, ANSWER, new Lifetime(now.get(), Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 0));
    }

    private void put(MemoryTier tier, Standing standing, int from, int to) {
        for (int i = from; i < to; i++) {
            tier.put(key(standing.category() + standing.priority() + i), answer(standing));
        }
    }

    private long there(MemoryTier tier, Standing standing, int from, int to) {
        long there = 0;
        for (int i = from; i < to; i++) {
            there += tier.find(key(standing.category() + standing.priority() + i), standing) == null ? 0 : 1;
        }
        return there;
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 3", "3, 4", "4, 5", "1, 5", "1, 3"})
    void higherPriority_outlivesLower_underTheSamePressure(int low, int high) {
        MemoryTier tier = tier(Map.of());
        Standing lower = standing("response_cache", low);
        Standing higher = standing("response_cache", high);
        for (int round = 0; round < 20; round++) {
            put(tier, lower, round * 200, (round + 1) * 200);
            put(tier, higher, round * 200, (round + 1) * 200);
        }
        double ofLower = there(tier, lower, 0, 4000);
        double ofHigher = there(tier, higher, 0, 4000);
        double expected = 1 << (high - low);
        assertThat(ofHigher / ofLower).isBetween(expected * 0.7, expected * 1.6);
        assertThat(tier.holding().bytes()).isLessThanOrEqualTo(4 * MEGABYTE).isGreaterThan(3 * MEGABYTE);
    }

    @Test
    void roomThatNobodyElseNeeds_isThatOfAnyPriority() {
        MemoryTier tier = tier(Map.of());
        Standing least = standing("response_cache", 1);
        put(tier, least, 0, 2000);
        assertThat(tier.holding("response_cache").bytes()).isGreaterThan(3 * MEGABYTE);
        Standing most = standing("response_cache", 5);
        put(tier, most, 0, 50);
        assertThat(there(tier, most, 0, 50)).isEqualTo(50);
        assertThat(there(tier, least, 0, 2000)).isGreaterThan(500);
    }

    @Test
    void category_hasItsShare_andNoMore() {
        MemoryTier tier = tier(Map.of("drafts", new AnswerCategory(0.25, null, null, 3)));
        put(tier, standing("drafts", 3), 0, 2000);
        put(tier, standing("drafts", 5), 0, 2000);
        assertThat(tier.holding("drafts").bytes()).isLessThanOrEqualTo(MEGABYTE).isGreaterThan(MEGABYTE * 3 / 4);
        put(tier, standing("response_cache", 3), 0, 2000);
        assertThat(tier.holding("response_cache").bytes()).isGreaterThan(5 * MEGABYTE / 2);
    }

    @Test
    void whatIsUsed_staysBeforeWhatIsNew() {
        MemoryTier tier = tier(Map.of());
        Standing plain = standing("response_cache", 3);
        put(tier, plain, 0, 100);
        for (int i = 0; i < 10; i++) {
            assertThat(there(tier, plain, 0, 100)).isEqualTo(100);
        }
        put(tier, plain, 1000, 20_000);
        assertThat(there(tier, plain, 0, 100)).isGreaterThan(70);
    }

    @Test
    void anyMix_staysWithinItsBytes() {
        Map<String, AnswerCategory> categories = Map.of("a", new AnswerCategory(0.5, null, null, 3));
        MemoryTier tier = tier(categories);
        for (int i = 0; i < 5000; i++) {
            Standing standing = standing(random.nextBoolean() ? "a" : "response_cache", 1 + random.nextInt(5));
            tier.put(
                    key(random.nextInt(2000)),
                    answer(
                            standing,
                            random.nextInt(60_000),
                            new Lifetime(0, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 0)));
            if (i == 2500) {
                tier.keep(0.5);
                assertThat(tier.holding().bytes()).isLessThanOrEqualTo(2 * MEGABYTE);
            }
        }
        assertThat(tier.holding().bytes()).isLessThanOrEqualTo(2 * MEGABYTE);
        assertThat(tier.holding("a").bytes()).isLessThanOrEqualTo(MEGABYTE);
        tier.keep(1);
        put(tier, standing("response_cache", 3), 0, 2000);
        assertThat(tier.holding().bytes()).isLessThanOrEqualTo(4 * MEGABYTE).isGreaterThan(3 * MEGABYTE);
    }

    @Test
    void time_growsWithUse_upToItsBound() {
        Lifetime lifetime = new Lifetime(0, 100, 450, 50);
        assertThat(LongStream.of(0, 1, 3, 7, 15, 1 << 20).map(lifetime::fresh))
                .containsExactly(100L, 200L, 300L, 400L, 450L, 450L);
        assertThat(lifetime.kept(1)).isEqualTo(250);
        assertThat(new Lifetime(0, Long.MAX_VALUE / 3, Long.MAX_VALUE, Long.MAX_VALUE / 3).kept(Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void answer_isGoneAfterItsTime_sooner_theLessItIsUsed() {
        MemoryTier tier = tier(Map.of());
        Standing plain = standing("response_cache", 3);
        long second = Duration.ofSeconds(1).toNanos();
        for (String name : new String[] {"used", "unused"}) {
            tier.put(key(name), answer(plain, ANSWER, new Lifetime(0, 10 * second, 100 * second, 0)));
        }
        for (int i = 0; i < 3; i++) {
            tier.find(key("used"), plain).hits().increment();
        }
        tier.find(key("used"), plain);
        now.set(11 * second);
        assertThat(tier.find(key("unused"), plain)).isNull();
        now.set(29 * second);
        assertThat(tier.find(key("used"), plain).fresh()).isEqualTo(30 * second);
        now.set(101 * second);
        assertThat(tier.find(key("used"), plain)).isNull();
    }
}
