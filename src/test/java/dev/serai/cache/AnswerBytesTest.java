package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.cache.CachedAnswer.Form;
import dev.serai.wire.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** An answer is the same after it was bytes, in another process as well; anything else is none. */
class AnswerBytesTest {

    private static final AnswerBytes.Now HERE = new AnswerBytes.Now(-5_000_000_000L, 1_900_000_000_000L);

    private final Random random = new Random(16);

    private byte[] words() {
        byte[] words = new byte[random.nextInt(200)];
        random.nextBytes(words);
        return words;
    }

    private CachedAnswer answer() {
        JsonNode usage =
                random.nextBoolean() ? null : Json.MAPPER.createObjectNode().put("total_tokens", 5);
        LongAdder hits = new LongAdder();
        hits.add(random.nextInt(9));
        return new CachedAnswer(
                List.of(Form.values()).get(random.nextInt(3)),
                random.nextBoolean() ? null : words(),
                Arrays.copyOf(words(), 300),
                usage,
                random.nextInt(100),
                random.nextBoolean() ? null : "provider",
                "modél",
                new Lifetime(
                        HERE.nanos() - TimeUnit.SECONDS.toNanos(random.nextInt(1000)),
                        60,
                        600,
                        random.nextLong() >>> 1),
                new Standing("faq", 1 + random.nextInt(5), "prj", new Standing.MadeUnder("files", "prices")),
                hits);
    }

    @Test
    void written_isRead_byAnotherClock() {
        for (int i = 0; i < 200; i++) {
            CachedAnswer answer = answer();
            AnswerBytes.Now there = new AnswerBytes.Now(random.nextLong() / 4, HERE.millis() + 30_000);
            CachedAnswer read = AnswerBytes.read(AnswerBytes.of(answer, HERE), there);

            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("lifetime.made", "hits")
                    .isEqualTo(answer);
            assertThat(read.hits().sum()).isEqualTo(answer.hits().sum());
            assertThat(read.lifetime().age(there.nanos()))
                    .isEqualTo(answer.lifetime().age(HERE.nanos()) + TimeUnit.SECONDS.toNanos(30));
        }
    }

    @Test
    void cutOrOther_isNone() {
        byte[] bytes = AnswerBytes.of(answer(), HERE);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(AnswerBytes.read(Arrays.copyOf(bytes, i), HERE))
                    .as("cut at %d", i)
                    .isNull();
        }
        assertThat(AnswerBytes.read(Arrays.copyOf(bytes, bytes.length + 1), HERE))
                .isNull();
        assertThat(AnswerBytes.read("\0\0\0\2{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), HERE))
                .isNull();
        assertThat(AnswerBytes.read(new byte[] {127, 127, 127, 127, 1}, HERE)).isNull();
    }
}
