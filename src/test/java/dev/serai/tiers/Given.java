package dev.serai.tiers;

import dev.serai.wire.Sha256;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Keys, entries and tiers for tests. */
final class Given {

    /** When entries expire that do not matter to a test. */
    static final long LATER = 4_000_000_000_000L;

    static final int NORMAL = 3;

    private Given() {}

    /** The key of a number, of a project and a model that others share. */
    static TierKey key(long number) {
        return key("prj_" + number % 7, number);
    }

    static TierKey key(String project, long number) {
        String digest = HexFormat.of().formatHex(Sha256.of(project + "/" + number));
        return new TierKey(project, "model-" + number % 3, "response_cache", digest);
    }

    /** What is kept for a number: anybody can tell whether it is that. */
    static byte[] payload(long number, int length) {
        byte[] payload = new byte[length];
        byte[] words = ("answer " + number + " ").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < length; i++) {
            payload[i] = words[i % words.length];
        }
        return payload;
    }

    /** What cannot be made smaller. */
    static byte[] noise(long number, int length) {
        byte[] noise = new byte[length];
        new Random(number).nextBytes(noise);
        return noise;
    }

    static DiskFile file(Path folder) {
        return new DiskFile(folder.resolve("answers.cache"), "");
    }

    static DiskTier disk(Path folder, long most) {
        return disk(file(folder), most, Clock.systemUTC());
    }

    static DiskTier disk(DiskFile file, long most, Clock clock) {
        DiskTier disk = new DiskTier(file, most, 64 << 20, TierCounts.of("disk", new SimpleMeterRegistry()), clock);
        disk.start();
        return disk;
    }

    /** Keeps what belongs to a number. */
    static void keep(Tier tier, long number, int length) {
        keep(tier, key(number), number, length);
    }

    static void keep(Tier tier, TierKey key, long number, int length) {
        tier.keep(key, LATER, NORMAL, length, () -> payload(number, length));
    }

    /** Keeps it, and waits until it is there. */
    static void kept(Tier tier, TierKey key, long number, int length) throws InterruptedException {
        long before = tier.reading().kept();
        keep(tier, key, number, length);
        if (!await(() -> tier.reading().kept() > before)) {
            throw new AssertionError(tier.reading().toString());
        }
    }

    /** Waits until it is so. */
    static boolean await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        return condition.getAsBoolean();
    }

    /** What is found; null for nothing. */
    static byte[] found(Tier tier, TierKey key) {
        TierEntry entry = tier.find(key);
        return entry == null ? null : entry.payload();
    }
}
