package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.util.unit.DataSize;

/**
 * What {@code hitrate.sh} runs: prompts as conversations have them, by Zipf's law, against the gateway's own memory tier, and
 * against who knows what comes: the answer whose next use is farthest away goes first (Belady). Its arguments: REQUESTS
 * PROMPTS EXPONENT MEGABYTES KILOBYTES, the latter of an answer on average. Answers are of different sizes, half of them
 * smaller than a third of the average.
 */
public final class CacheHitRate {

    private static final double SPREAD = 1.5;

    /** What an answer takes besides its bytes. */
    private static final int AROUND = 1024;

    private CacheHitRate() {}

    public static void main(String[] args) {
        int requests = Integer.parseInt(args[0]);
        int prompts = Integer.parseInt(args[1]);
        long bytes = Long.parseLong(args[3]) << 20;
        Random random = new Random(23);
        int[] sizes = sizes(prompts, Double.parseDouble(args[4]) * 1024, random);
        int[] asked = asked(requests, prompts, Double.parseDouble(args[2]), random);
        double ours = ours(asked, sizes, bytes);
        double best = belady(asked, sizes, bytes);
        long distinct = Arrays.stream(asked).distinct().count();
        System.out.printf("all_megabytes %d%n", Arrays.stream(sizes).asLongStream().sum() + AROUND * (long) prompts >> 20);
        System.out.printf("hit_percent %.2f%n", 100 * ours);
        System.out.printf("belady_percent %.2f%n", 100 * best);
        System.out.printf("boundless_percent %.2f%n", 100.0 * (requests - distinct) / requests);
        System.out.printf("below_best_percent %.2f%n", 100 * (best - ours) / best);
    }

    private static int[] sizes(int prompts, double mean, Random random) {
        double middle = Math.log(mean) - SPREAD * SPREAD / 2;
        return random.doubles(prompts)
                .map(unused -> Math.exp(middle + SPREAD * random.nextGaussian()))
                .mapToInt(size -> (int) Math.min(size, 1_000_000))
                .toArray();
    }

    private static int[] asked(int requests, int prompts, double exponent, Random random) {
        double[] sums = new double[prompts];
        double sum = 0;
        for (int i = 0; i < prompts; i++) {
            sum += Math.pow(i + 1.0, -exponent);
            sums[i] = sum;
        }
        int[] asked = new int[requests];
        for (int i = 0; i < requests; i++) {
            int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
            asked[i] = Math.min(prompts - 1, at < 0 ? -at - 1 : at);
        }
        return asked;
    }

    private static double ours(int[] asked, int[] sizes, long bytes) {
        CacheSettings settings = new CacheSettings(
                DataSize.ofBytes(bytes), DataSize.ofMegabytes(1), Duration.ofDays(1), Duration.ofDays(7), Set.of(), 0, Map.of());
        if (settings.bytes() != bytes) {
            throw new IllegalStateException("four times as much heap is needed");
        }
        MemoryTier tier = new MemoryTier(settings, Ticker.systemTicker());
        Standing standing = new Standing(AnswerCategory.RESPONSES, 3, "p", new Standing.MadeUnder("f", "p"));
        long hits = 0;
        for (int prompt : asked) {
            CacheKey key = new CacheKey("p", "m", "chat", Integer.toString(prompt));
            CachedAnswer found = tier.find(key, standing);
            if (found == null) {
                tier.put(key, answer(sizes[prompt], standing));
            } else {
                found.hits().increment();
                hits++;
            }
        }
        return (double) hits / asked.length;
    }

    private static CachedAnswer answer(int size, Standing standing) {
        Lifetime lifetime = new Lifetime(System.nanoTime(), Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 0);
        return new CachedAnswer(
                CachedAnswer.Form.WHOLE,
                null,
                new byte[size],
                null,
                0,
                "p",
                "m",
                lifetime,
                standing,
                new LongAdder());
    }

    private record Use(int prompt, int next) {}

    /** The same bytes, and all that comes is known: who is farthest away goes, and comes in only where nobody is farther. */
    private static double belady(int[] asked, int[] sizes, long bytes) {
        int[] next = new int[asked.length];
        int[] seen = new int[sizes.length];
        Arrays.fill(seen, Integer.MAX_VALUE);
        for (int i = asked.length - 1; i >= 0; i--) {
            next[i] = seen[asked[i]];
            seen[asked[i]] = i;
        }
        int[] there = new int[sizes.length]; // when it comes again; 0 for what is not there
        PriorityQueue<Use> farthest = new PriorityQueue<>((one, other) -> Integer.compare(other.next, one.next));
        long used = 0;
        long hits = 0;
        for (int i = 0; i < asked.length; i++) {
            int prompt = asked[i];
            if (there[prompt] != 0) {
                hits++;
                used -= sizes[prompt] + AROUND;
            }
            there[prompt] = next[i];
            used += sizes[prompt] + AROUND;
            farthest.add(new Use(prompt, next[i]));
            while (used > bytes) {
                Use out = farthest.remove();
                if (there[out.prompt] == out.next) { // else it was used since
                    there[out.prompt] = 0;
                    used -= sizes[out.prompt] + AROUND;
                }
            }
        }
        return (double) hits / asked.length;
    }
}
