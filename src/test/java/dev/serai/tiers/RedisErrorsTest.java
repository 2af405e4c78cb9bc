package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEFAULTS;
import static org.mockito.Mockito.mock;

import dev.serai.redis.RedisLink;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An error of the client's is Redis' trouble, and no request's. */
class RedisErrorsTest {

    private final TierCounts counts = TierCounts.of("redis", new SimpleMeterRegistry());

    private static <T> T broken(Class<T> type) {
        return mock(type, asked -> {
            throw new StackOverflowError("a test's");
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void errorInReading_isNoAnswer() {
        RedisReader reader = new RedisReader(
                Duration.ofSeconds(10), 1000, Seal.NONE, counts, Clock.systemUTC(), broken(RedisMarks.class));
        assertThat(reader.find(Given.key(1), mock(RedisAsyncCommands.class))).isNull();
        assertThat(reader.trouble().orElseThrow()).contains("a test's");
    }

    @Test
    void errorInWriting_isTold() throws Exception {
        RedisLink link = mock(RedisLink.class, asked -> {
            if (asked.getMethod().getName().equals("connection")) {
                throw new StackOverflowError("a test's");
            }
            return RETURNS_DEFAULTS.answer(asked);
        });
        try (RedisTier tier =
                new RedisTier(link, Duration.ofSeconds(10), 1000, 1 << 20, Seal.NONE, counts, Clock.systemUTC())) {
            tier.start();
            assertThat(Given.await(
                            () -> String.valueOf(tier.reading().trouble()).contains("a test's")))
                    .isTrue();
        }
    }
}
