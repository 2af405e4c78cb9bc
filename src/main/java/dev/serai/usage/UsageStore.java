package dev.serai.usage;

import dev.serai.store.Database;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Usage in the database. */
final class UsageStore {

    private static final String INSERT = """
            insert into usage_record (at, request_id, project, token, endpoint, alias, provider, model, status, error,
            streaming, aborted, estimated, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens,
            reasoning_tokens, cost, price_version, latency_ms, first_token_ms, overhead_ms, attempts, images, characters,
            audio_ms, search_units, video_ms, cached, saved_tokens, saved_cost, timeline)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** A record, what is known besides, and its number in the journal. */
    record Numbered(long sequence, UsageCodec.Whole whole) {

        UsageRecord record() {
            return whole.record();
        }
    }

    private final Database database;
    private final Rollups rollups;
    private final SpanStore spans;
    private final Spending spending;

    UsageStore(Database database, Spending spending) {
        this.database = database;
        this.rollups = new Rollups(database);
        this.spans = new SpanStore(database);
        this.spending = spending;
    }

    /** How far this journal has been taken in; 0 if never. */
    long position(String journal) {
        return database.sql()
                .sql("select position from journal where id = :id")
                .param("id", journal)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Takes records in, with all sums, in one transaction that also moves the journal's position: whatever fails, and
     * wherever it is tried again, each record counts once.
     *
     * @param records in order, the next ones of the journal
     * @param upTo the sequence of the last one, or of what follows it and cannot be read
     */
    void take(String journal, List<Numbered> records, long upTo) {
        Spending.Spent spent = database.transaction(() -> {
            long position = advance(journal, upTo);
            List<Numbered> unknown = records.stream()
                    .filter(numbered -> numbered.sequence() > position)
                    .toList();
            List<UsageRecord> news = unknown.stream().map(Numbered::record).toList();
            if (!news.isEmpty()) {
                spans.reopen(news);
            }
            insert(unknown);
            rollups.add(news);
            touch(news);
            return spending.add(news);
        });
        spending.committed(spent);
    }

    /** Takes in again what comes after that position. */
    void goBack(String journal, long position) {
        database.sql()
                .sql("update journal set position = :position where id = :id")
                .param("id", journal)
                .param("position", position)
                .update();
    }

    /** Sets the position and gives the one before. */
    private long advance(String journal, long upTo) {
        int known = database.sql()
                .sql("update journal set position = position where id = :id")
                .param("id", journal)
                .update();
        long position = known == 0 ? 0 : position(journal);
        String statement = known == 0
                ? "insert into journal (id, position) values (:id, :position)"
                : "update journal set position = :position where id = :id";
        database.sql()
                .sql(statement)
                .param("id", journal)
                .param("position", Math.max(position, upTo))
                .update();
        return position;
    }

    private void insert(List<Numbered> records) {
        database.jdbc().batchUpdate(INSERT, records, records.size(), (row, numbered) -> {
            UsageRecord it = numbered.record();
            row.setTimestamp(1, Timestamp.from(it.at()));
            row.setString(2, it.requestId());
            row.setString(3, it.project());
            row.setString(4, it.token());
            row.setString(5, it.endpoint());
            row.setString(6, it.alias());
            row.setString(7, it.provider());
            row.setString(8, it.model());
            row.setInt(9, it.status());
            row.setString(10, it.error());
            row.setBoolean(11, it.streaming());
            row.setBoolean(12, it.aborted());
            row.setBoolean(13, it.estimated());
            row.setLong(14, it.promptTokens());
            row.setLong(15, it.completionTokens());
            row.setLong(16, it.cachedTokens());
            row.setLong(17, it.cacheWriteTokens());
            row.setLong(18, it.reasoningTokens());
            row.setBigDecimal(19, it.cost());
            row.setString(20, it.priceVersion());
            row.setDouble(21, it.latencyMs());
            row.setObject(22, it.firstTokenMs(), Types.DOUBLE);
            row.setDouble(23, it.overheadMs());
            row.setInt(24, it.attempts());
            row.setLong(25, it.units().images());
            row.setLong(26, it.units().characters());
            row.setLong(27, it.units().milliseconds());
            row.setLong(28, it.units().searches());
            row.setLong(29, it.units().videoMs());
            row.setBoolean(30, it.savings().cached());
            row.setLong(31, it.savings().savedTokens());
            row.setBigDecimal(32, it.savings().savedCost());
            row.setString(33, numbered.whole().trace().timeline());
        });
    }

    /** When tokens were last used; in one order everywhere, so that replicas do not wait for each other in a circle. */
    private void touch(List<UsageRecord> records) {
        Map<String, Timestamp> last = new HashMap<>();
        records.stream()
                .filter(record -> record.token() != null)
                .forEach(record -> last.put(record.token(), Timestamp.from(record.at())));
        List<Object[]> updates = last.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(token -> new Object[] {token.getValue(), token.getKey()})
                .toList();
        database.jdbc().batchUpdate("update token set last_used_at = ? where id = ?", updates);
    }
}
