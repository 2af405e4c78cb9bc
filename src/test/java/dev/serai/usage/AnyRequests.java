package dev.serai.usage;

import dev.serai.prices.Units;
import dev.serai.usage.RequestFilter.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Requests of few different values, and filters that find some of them. */
final class AnyRequests {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Random random = new Random(17);

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }

    static BigDecimal amount(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** One of a minute: several are of one moment. */
    UsageRecord record() {
        return record(
                any("r1", "r2", "r3"),
                NOON.plusSeconds(random.nextInt(60)),
                Integer.parseInt(any("200", "200", "201", "429", "502", "503", "499")),
                any(null, null, "overloaded", "replaced", "overtaken"),
                any(null, "0", "0.000000000001", "0.01", "0.0999", "0.1", "0.1001", "1", "17", "999999"),
                Double.parseDouble(any("0", "0.5", "1", "99.9", "100", "1778.3", "10000", "900000000")),
                random.nextInt(4) == 0 ? 0 : 1);
    }

    UsageRecord record(String id, Instant at, int status, String error, String cost, double latency, int attempts) {
        return new UsageRecord(
                0,
                at,
                id,
                any("p1", "p2", null),
                any("t1", "t2", "t3", null),
                "/v1/chat/completions",
                any("smart", "fast", null),
                any("openai", "mistral", null),
                any("m1", "m2", null),
                status,
                error,
                false,
                false,
                false,
                random.nextInt(2),
                0,
                0,
                0,
                0,
                Units.NONE,
                amount(cost),
                "v1",
                latency,
                null,
                0,
                attempts,
                Savings.NONE);
    }

    RequestFilter filter() {
        Map<Field, String> only = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (random.nextInt(5) == 0) {
                only.put(field, any("r1", "p1", "p2", "t1", "smart", "openai", "m1", "m2", "none"));
            }
        }
        Instant from = random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextInt(30)) : null;
        Instant to = random.nextInt(3) == 0 ? NOON.plusSeconds(30 + random.nextInt(30)) : null;
        String status = any(null, null, null, "200", "201", "503", "418");
        String latency = any(null, null, "1", "100", "1778", "1000000");
        String[] amounts = {null, null, null, "0", "0.01", "0.1", "0.15", "1", "1000000"};
        return new RequestFilter(
                from,
                to,
                only,
                status == null ? null : Integer.valueOf(status),
                random.nextInt(4) == 0,
                latency == null ? null : Long.valueOf(latency),
                amount(any(amounts)),
                amount(any(amounts)));
    }

    /** Those that have this alone. */
    static RequestFilter only(Field field, String value) {
        return new RequestFilter(null, null, Map.of(field, value), null, false, null, null, null);
    }
}
