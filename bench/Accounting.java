import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code accounting.sh} asks a running gateway: {@code Accounting WHAT ARG…}, see {@link #main}. Each prints rows of
 * the table; exit code 1 if one is not as it has to be.
 */
public final class Accounting {
    private static boolean failed;

    private Accounting() {}

    /** Runs one of the parts. */
    public static void main(String[] args) throws Exception {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        switch (args[0]) {
            case "load" -> AccountingLoad.run(rest);
            case "records" -> records(new AccountingGateway(rest[0], rest[1]), Path.of(rest[2]), Long.parseLong(rest[3]));
            case "caught-up" -> caughtUp(new AccountingGateway(rest[0], rest[1]), Long.parseLong(rest[2]));
            case "streams" -> AccountingDrift.streams(rest);
            case "spending" -> AccountingDrift.spending(rest);
            case "replicas" -> AccountingReplicas.replicas(rest);
            case "limit" -> AccountingReplicas.limit(rest);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(failed ? 1 : 0);
    }

    /** Prints a figure. */
    static void row(String label, Object figure) {
        row(label, figure, true);
    }

    /** Prints a figure that may be wrong. */
    static void row(String label, Object figure, boolean good) {
        System.out.printf("%-72s%18s%s%n", label, figure, good ? "" : "  FAILED");
        failed |= !good;
    }

    /**
     * Compares what was answered with what is on record, when all has reached the database.
     *
     * @param answered lines of {@code REQUEST_ID AGE}; age: milliseconds from the answer's last byte to the kill
     * @param margin a younger one may be missing
     */
    private static void records(AccountingGateway gateway, Path answered, long margin) throws Exception {
        long summed = gateway.settledRequests();
        Map<String, Integer> records = new HashMap<>();
        for (JsonNode record : gateway.records("")) {
            records.merge(record.path("requestId").textValue(), 1, Integer::sum);
        }
        long count = records.values().stream().mapToLong(Integer::longValue).sum();
        List<String> lines = Files.readAllLines(answered);
        Set<String> ids = new HashSet<>();
        double oldest = Double.NEGATIVE_INFINITY;
        long missing = 0;
        for (String line : lines) {
            String[] parts = line.split(" ");
            ids.add(parts[0]);
            if (!records.containsKey(parts[0])) {
                missing++;
                oldest = Math.max(oldest, Double.parseDouble(parts[1]));
            }
        }
        row("requests answered", lines.size(), !lines.isEmpty() && ids.size() == lines.size());
        row("records", count);
        row("records beyond the first of a request", count - records.size(), count == records.size());
        row("answered and not on record", missing, missing == 0 || margin > 0);
        if (missing > 0) {
            row("  the oldest of them, ms before the kill", "%.0f".formatted(oldest), oldest <= margin);
        }
        row("sum of the rollups less the records", summed - count, summed == count);
    }

    /** How long it took until the newest record is of now. */
    private static void caughtUp(AccountingGateway gateway, long beginMillis) throws Exception {
        Duration limit = Duration.ofMinutes(5);
        Instant begin = Instant.ofEpochMilli(beginMillis);
        while (Duration.between(newest(gateway), Instant.now()).toMillis() > 1500) {
            if (Duration.between(begin, Instant.now()).compareTo(limit) > 0) {
                row("caught up after, s", "never", false);
                return;
            }
            Thread.sleep(50);
        }
        row("caught up after, s", "%.1f".formatted((System.currentTimeMillis() - beginMillis) / 1000.0));
    }

    private static Instant newest(AccountingGateway gateway) throws Exception {
        try {
            JsonNode newest = gateway.manage("GET", "/usage/records?limit=1", null).path("data").path(0).path("at");
            return Instant.parse(newest.asText("1970-01-01T00:00:00Z"));
        } catch (IOException away) {
            return Instant.EPOCH;
        }
    }

    /** The costs of records, which may have none. */
    static BigDecimal cost(List<JsonNode> records) {
        return records.stream()
                .map(record -> record.path("cost"))
                .map(cost -> cost.isNumber() ? cost.decimalValue() : BigDecimal.ZERO)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
