package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.access.MasterKeys;
import dev.serai.tiers.TierSettings;
import dev.serai.tiers.Tiers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.util.unit.DataSize;

/**
 * What {@code hitrate.sh} runs: prompts as conversations have them, by Zipf's law, against the gateway's own cache, memory and disk, and
 * against who knows what comes: the answer whose next use is farthest away goes first (Belady). Its arguments: REQUESTS
 * PROMPTS EXPONENT MEGABYTES KILOBYTES DISK FOLDER: kilobytes of an answer on average, megabytes of the disk. Answers are of different sizes, half of them
 * smaller than a third of the average.
 */
public final class CacheHitRate {

    private static final double SPREAD = 1.5;

    /** What an answer takes besides its bytes. */
    private static final int AROUND = 1024;

    private static final long WEEK = Duration.ofDays(7).toNanos();
    private static final Standing STANDING =
            new Standing(AnswerCategory.RESPONSES, 3, "p", new Standing.MadeUnder("f", "p"));
    private static final Random RANDOM = new Random(24);
    private static final byte[] NOISE = new byte[4 << 20];

    private CacheHitRate() {}

    public static void main(String[] args) throws Exception {
        int requests = Integer.parseInt(args[0]);
        int prompts = Integer.parseInt(args[1]);
        long bytes = Long.parseLong(args[3]) << 20;
        Random random = new Random(23);
        int[] sizes = sizes(prompts, Double.parseDouble(args[4]) * 1024, random);
        int[] asked = asked(requests, prompts, Double.parseDouble(args[2]), random);
        RANDOM.nextBytes(NOISE);
        long disk = Long.parseLong(args[5]) << 20;
        double ours = ours(asked, sizes, bytes, disk, Path.of(args[6]));
        double best = belady(asked, sizes, bytes + disk);
        long distinct = Arrays.stream(asked).distinct().count();
        System.out.printf("all_megabytes %d%n", Arrays.stream(sizes).asLongStream().sum() + AROUND * (long) prompts >> 20);
        System.out.printf("hit_percent %.2f%n", 100 * ours);
        System.out.printf("belady_percent %.2f%n", 100 * best);
        System.out.printf("boundless_percent %.2f%n", 100.0 * (requests - distinct) / requests);
        System.out.printf("below_best_percent %.2f%n", 100 * (best - ours) / best);
        System.exit(0);
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

    private static double ours(int[] asked, int[] sizes, long bytes, long disk, Path folder) throws Exception {
        CacheSettings settings = new CacheSettings(
                DataSize.ofBytes(bytes), DataSize.ofMegabytes(1), Duration.ofDays(1), Duration.ofDays(7), Set.of(), 0, Map.of());
        if (settings.bytes() != bytes) {
            throw new IllegalStateException("four times as much heap is needed");
        }
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        Ticker ticker = Ticker.systemTicker();
        TierSettings below = new TierSettings(DataSize.ofBytes(disk), folder, "", Duration.ofMillis(5), DataSize.ofMegabytes(1));
        try (Tiers tiers = Tiers.of(below, new MasterKeys(List.of()), clock, meters)) {
            AnswerCache cache =
                    new AnswerCache(settings, new CacheCounts(meters), ticker, new LowerTiers(tiers, ticker, clock));
            long hits = 0;
            for (int prompt : asked) {
                Asking asking = asking(prompt);
                CachedAnswer found = cache.recall(asking);
                if (found == null) {
                    cache.lands(asking, answer(sizes[prompt]));
                    awaitDisk(tiers);
                } else {
                    found.hits().increment();
                    hits++;
                }
            }
            return (double) hits / asked.length;
        }
    }

    /** A provider takes longer to answer than the disk to write. */
    private static void awaitDisk(Tiers tiers) throws InterruptedException {
        while (!tiers.isEmpty() && tiers.holdings().get(0).entries() > 64) {
            Thread.sleep(1);
        }
    }

    private static Asking asking(int prompt) {
        String digest = new KeyDigest().add(Integer.toString(prompt)).hex();
        return new Asking(new CacheKey("p", "m", "chat", digest), CachedAnswer.Form.WHOLE, null, STANDING);
    }

    /** Bytes that no compression makes fewer. */
    private static CachedAnswer answer(int size) {
        int from = RANDOM.nextInt(NOISE.length - size);
        Lifetime lifetime = new Lifetime(System.nanoTime(), WEEK, WEEK, 0);
        return new CachedAnswer(
                CachedAnswer.Form.WHOLE,
                null,
                Arrays.copyOfRange(NOISE, from, from + size),
                null,
                0,
                "p",
                "m",
                lifetime,
                STANDING,
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
