package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is in a set is found, what is not hardly ever, and it takes no more than it may. */
class BloomTest {

    private static final int PROBES = 20_000;

    private static Set<Long> hashes(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).map(Bloom::hash).collect(Collectors.toSet());
    }

    private static long foundWrongly(Bloom bloom) {
        return hashes(PROBES, i -> "token=other-" + i).stream()
                .filter(bloom::mayHold)
                .count();
    }

    @Test
    void anySize_holdsWhatIsInIt() {
        for (int size : new int[] {0, 1, 2, 7, 100, 5000, 30_000}) {
            Set<Long> in = hashes(size, i -> "token=tok_" + i);
            Bloom bloom = new Bloom(Bloom.of(in).bytes());

            assertThat(in).allMatch(bloom::mayHold);
            assertThat(bloom.bytes()).hasSizeLessThanOrEqualTo(Math.min(2 * size, Bloom.LARGEST));
        }
    }

    @Test
    void others_areHardlyEverFound() {
        for (int size : new int[] {0, 50, 500, 8000}) {
            Bloom bloom = Bloom.of(hashes(size, i -> "token=tok_" + i));

            assertThat(foundWrongly(bloom)).as("of %s, beside %s", PROBES, size).isLessThanOrEqualTo(PROBES / 500);
        }
    }

    @Test
    void hash_isTheSameInEachVersion() {
        assertThat(Bloom.hash("project=prj_1")).isEqualTo(-7407394886244030585L);
    }
}
