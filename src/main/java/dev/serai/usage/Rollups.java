package dev.serai.usage;

import dev.serai.store.Database;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of usage by hour and day, project, token, provider and model: what questions over long times are answered from. */
record Rollups(Database database) {

    /** Sums end where their columns do, with room for what a batch adds: one that fails would stop all that follow. */
    private static final String UPDATE = """
            update %s set requests = requests + ?, errors = errors + ?,
            prompt_tokens = least(prompt_tokens, 9000000000000000000) + ?,
            completion_tokens = least(completion_tokens, 9000000000000000000) + ?,
            cached_tokens = least(cached_tokens, 9000000000000000000) + ?,
            cache_write_tokens = least(cache_write_tokens, 9000000000000000000) + ?,
            reasoning_tokens = least(reasoning_tokens, 9000000000000000000) + ?,
            images = least(images, 9000000000000000000) + ?,
            characters = least(characters, 9000000000000000000) + ?,
            audio_ms = least(audio_ms, 9000000000000000000) + ?,
            search_units = least(search_units, 9000000000000000000) + ?,
            video_ms = least(video_ms, 9000000000000000000) + ?,
            cached = cached + ?, saved_tokens = least(saved_tokens, 9000000000000000000) + ?,
            saved_cost = least(saved_cost, 900000000000) + ?,
            cost = least(cost, 900000000000) + ?, unpriced = unpriced + ?
            where period = ? and project = ? and token = ? and provider = ? and model = ?
            """;

    private static final String INSERT = """
            insert into %s (requests, errors, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens,
            reasoning_tokens, images, characters, audio_ms, search_units, video_ms, cached, saved_tokens, saved_cost, cost,
            unpriced, period, project, token, provider, model)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** What is summed apart; what a record lacks is empty. */
    private record Key(Instant period, String project, String token, String provider, String model) {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::period)
                .thenComparing(Key::project)
                .thenComparing(Key::token)
                .thenComparing(Key::provider)
                .thenComparing(Key::model);

        static Key of(UsageRecord record, ChronoUnit unit) {
            return new Key(
                    record.at().truncatedTo(unit),
                    orEmpty(record.project()),
                    orEmpty(record.token()),
                    orEmpty(record.provider()),
                    orEmpty(record.model()));
        }

        private static String orEmpty(String text) {
            return text == null ? "" : text;
        }
    }

    /** The sums of one key. */
    private static final class Sums {

        private final long[] counts = new long[14];
        private BigDecimal saved = BigDecimal.ZERO;
        private BigDecimal cost = BigDecimal.ZERO;
        private long unpriced;

        void add(UsageRecord record) {
            if (!record.isBeside()) {
                counts[0]++;
                counts[1] += record.failed() ? 1 : 0;
            }
            counts[2] += record.promptTokens();
            counts[3] += record.completionTokens();
            counts[4] += record.cachedTokens();
            counts[5] += record.cacheWriteTokens();
            counts[6] += record.reasoningTokens();
            counts[7] += record.units().images();
            counts[8] += record.units().characters();
            counts[9] += record.units().milliseconds();
            counts[10] += record.units().searches();
            counts[11] += record.units().videoMs();
            counts[12] += record.savings().cached() ? 1 : 0;
            counts[13] += record.savings().savedTokens();
            saved = record.savings().savedCost() == null
                    ? saved
                    : saved.add(record.savings().savedCost());
            if (record.cost() != null) {
                cost = cost.add(record.cost());
            } else if (record.lacksPrice()) {
                unpriced++;
            }
        }

        Object[] row(Key key) {
            List<Object> row = new ArrayList<>();
            for (long count : counts) {
                row.add(count);
            }
            row.add(Spending.bounded(saved));
            row.add(Spending.bounded(cost));
            row.add(unpriced);
            row.add(Timestamp.from(key.period()));
            row.addAll(List.of(key.project(), key.token(), key.provider(), key.model()));
            return row.toArray();
        }
    }

    /** Adds records to the sums, in the transaction under way. */
    void add(List<UsageRecord> records) {
        add("usage_hour", records, ChronoUnit.HOURS);
        add("usage_day", records, ChronoUnit.DAYS);
    }

    /** Ordered by key, so that replicas do not wait for each other in a circle. */
    private void add(String table, List<UsageRecord> records, ChronoUnit unit) {
        Map<Key, Sums> sums = new TreeMap<>(Key.ORDER);
        records.forEach(record ->
                sums.computeIfAbsent(Key.of(record, unit), key -> new Sums()).add(record));
        List<Object[]> rows = new ArrayList<>();
        sums.forEach((key, sum) -> rows.add(sum.row(key)));
        database.upsert(UPDATE.formatted(table), INSERT.formatted(table), rows);
    }
}
