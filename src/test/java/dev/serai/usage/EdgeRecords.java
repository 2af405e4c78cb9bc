package dev.serai.usage;

import dev.serai.prices.Units;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;

/** Records of values at the edges of what can be said, and an ordinary one. */
final class EdgeRecords {

    private static final String[] TEXTS = {
        null,
        "",
        "plain",
        "x".repeat(32_768),
        "\u0000",
        "a\u0000b\nc\rd\u007f",
        "\ud800",
        "x\udc00y",
        "\ud83d\ude00".repeat(5_000),
        "\uffff\ufffe\u202e",
        "'; drop table usage_record; --",
        "漢".repeat(300)
    };
    private static final long[] COUNTS = {
        0, 1, -1, 17, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1
    };
    private static final String[] COSTS = {
        null,
        "0",
        "-0.01",
        "0.000000000001",
        "0.0000000000000000001",
        "999999999999",
        "1000000000000",
        "1E400",
        "-1E400",
        "1E-400",
        "0E-500",
        "0E+500",
        "123456789.123456789123456789"
    };
    private static final double[] MILLIS = {
        0,
        -1,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        -0.0
    };
    private static final Instant[] TIMES = {
        Instant.parse("2026-11-27T00:00:00Z"),
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        Instant.parse("1582-10-10T00:00:00Z"),
        Instant.parse("+99999-01-01T00:00:00Z"),
        Instant.parse("-0044-03-15T00:00:00Z")
    };

    private final Random random;

    EdgeRecords(Random random) {
        this.random = random;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private long count() {
        return COUNTS[random.nextInt(COUNTS.length)];
    }

    private double millis() {
        return MILLIS[random.nextInt(MILLIS.length)];
    }

    UsageRecord record() {
        String cost = any(COSTS);
        return new UsageRecord(
                count(),
                any(TIMES),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                (int) count(),
                any(TEXTS),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                count(),
                count(),
                count(),
                count(),
                count(),
                new Units(count(), count(), count(), count(), count()),
                cost == null ? null : new BigDecimal(cost),
                any(TEXTS),
                millis(),
                random.nextBoolean() ? null : (Double) millis(),
                millis(),
                (int) count(),
                random.nextBoolean()
                        ? Savings.NONE
                        : new Savings(true, count(), cost == null ? null : new BigDecimal(cost)));
    }

    static UsageRecord ordinary(String requestId) {
        return ordinary(requestId, Instant.now(), "prj_1", "0.5");
    }

    static UsageRecord ordinary(String requestId, Instant at, String project, String cost) {
        return with(requestId, at, project, cost, Savings.NONE);
    }

    /** One that got an answer which was given before. */
    static UsageRecord cached(Savings savings) {
        return with("cached", Instant.parse("2026-11-28T05:00:00Z"), "prj_1", "0", savings);
    }

    private static UsageRecord with(String requestId, Instant at, String project, String cost, Savings savings) {
        return new UsageRecord(
                0,
                at,
                requestId,
                project,
                "tok_1",
                "/v1/chat/completions",
                "smart",
                "openai",
                "gpt-4o",
                200,
                null,
                false,
                false,
                false,
                10,
                5,
                0,
                0,
                0,
                Units.NONE,
                new BigDecimal(cost),
                "v1",
                1.5,
                null,
                0.2,
                1,
                savings);
    }
}
