import dev.serai.access.MasterKeys;
import dev.serai.tiers.TierEntry;
import dev.serai.tiers.TierKey;
import dev.serai.tiers.TierReading;
import dev.serai.tiers.TierSettings;
import dev.serai.tiers.Tiers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.springframework.util.unit.DataSize;

/** What {@code cache-disk.sh} runs, each part in a process of its own: {@code PART FOLDER ARG…}. Prints lines {@code name value}. */
public final class CacheDisk {

    private static final long LATER = 4_000_000_000_000L;
    private static final int WORDS = 200;

    private CacheDisk() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "fill" -> fill(folder, Long.parseLong(args[2]));
            case "start" -> start(folder, Long.parseLong(args[2]));
            case "look" -> look(folder, Long.parseLong(args[2]), Integer.parseInt(args[3]));
            case "keep" -> keep(folder, Long.parseLong(args[2]));
            case "check" -> check(folder, Long.parseLong(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    private static Tiers open(Path folder) {
        TierSettings settings = new TierSettings(
                DataSize.ofGigabytes(16), folder, "", Duration.ofMillis(5), DataSize.ofMegabytes(1));
        return Tiers.of(settings, new MasterKeys(List.of()), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private static TierReading reading(Tiers tiers) {
        return tiers.readings().get("disk");
    }

    private static TierKey key(long number) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Long.toString(number).getBytes(StandardCharsets.UTF_8));
        return new TierKey("prj_" + number % 100, "model-" + number % 10, "response_cache", HexFormat.of().formatHex(digest));
    }

    /** An answer that says of which number it is, as well compressed as text is. */
    private static byte[] answer(long number) {
        byte[] answer = new byte[WORDS];
        Random random = new Random(number);
        for (int i = 0; i < WORDS; i++) {
            answer[i] = (byte) ("etaoin shrdlu".charAt(random.nextInt(13)));
        }
        byte[] name = (number + " ").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, answer, 0, name.length);
        return answer;
    }

    private static void print(String name, double value) {
        System.out.printf("%s %.3f%n", name, value);
    }

    private static void fill(Path folder, long most) throws Exception {
        long begin = System.nanoTime();
        try (Tiers tiers = open(folder)) {
            for (long i = 0; i < most; i++) {
                put(tiers, i);
            }
            while (tiers.holdings().get(0).entries() > 0) {
                Thread.sleep(10);
            }
            Thread.sleep(1000);
            TierReading reading = reading(tiers);
            print("entries", reading.entries());
            print("dropped", reading.dropped());
            print("file-mb", reading.bytes() / 1e6);
            print("seconds", (System.nanoTime() - begin) / 1e9);
            heap();
        }
    }

    private static void put(Tiers tiers, long number) throws Exception {
        while (tiers.holdings().get(0).entries() > 5000) {
            Thread.sleep(1);
        }
        tiers.keep(key(number), LATER, 3, WORDS, () -> answer(number));
    }

    private static void heap() {
        System.gc();
        print("heap-mb", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
    }

    /** From nothing to the first answer of a number. */
    private static void start(Path folder, long number) throws Exception {
        TierKey key = key(number);
        long begin = System.nanoTime();
        try (Tiers tiers = open(folder)) {
            TierEntry found = tiers.find(key);
            print("start-ms", (System.nanoTime() - begin) / 1e6);
            print("found", found == null ? 0 : 1);
        }
    }

    private static void look(Path folder, long entries, int most) throws Exception {
        try (Tiers tiers = open(folder)) {
            Random random = new Random(16);
            looked(tiers, random, entries, most / 4);
            long[] hits = looked(tiers, random, entries, most);
            long[] misses = new long[most];
            for (int i = 0; i < most; i++) {
                TierKey key = key(-1 - random.nextInt(Integer.MAX_VALUE));
                long begin = System.nanoTime();
                tiers.find(key);
                misses[i] = System.nanoTime() - begin;
            }
            percentiles("hit", hits);
            percentiles("miss", misses);
            heap();
        }
    }

    private static long[] looked(Tiers tiers, Random random, long entries, int most) throws Exception {
        long[] nanos = new long[most];
        for (int i = 0; i < most; i++) {
            long number = (long) (random.nextDouble() * entries);
            TierKey key = key(number);
            long begin = System.nanoTime();
            TierEntry found = tiers.find(key);
            nanos[i] = System.nanoTime() - begin;
            if (found == null || !Arrays.equals(found.payload(), answer(number))) {
                throw new IllegalStateException("no answer, or a wrong one: " + number + " " + reading(tiers));
            }
        }
        return nanos;
    }

    private static void percentiles(String name, long[] nanos) {
        Arrays.sort(nanos);
        print(name + "-p50-us", nanos[nanos.length / 2] / 1e3);
        print(name + "-p99-us", nanos[(int) (nanos.length * 0.99)] / 1e3);
        print(name + "-most-us", nanos[nanos.length - 1] / 1e3);
    }

    /** Goes on until it is killed; says which numbers were kept. */
    private static void keep(Path folder, long from) throws Exception {
        Tiers tiers = open(folder);
        for (long i = from; ; i++) {
            put(tiers, i);
            if (i % 100 == 0) {
                System.out.println(from + (long) reading(tiers).kept());
            }
        }
    }

    /** How many of the first numbers are there, each of which has to be right. */
    private static void check(Path folder, long most) throws Exception {
        long there = 0;
        long wrong = 0;
        try (Tiers tiers = open(folder)) {
            for (long i = 0; i < most; i++) {
                TierEntry found = tiers.find(key(i));
                there += found == null ? 0 : 1;
                wrong += found == null || Arrays.equals(found.payload(), answer(i)) ? 0 : 1;
            }
        }
        print("asked", most);
        print("there", there);
        print("wrong", wrong);
    }
}
