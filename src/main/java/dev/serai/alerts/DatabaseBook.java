package dev.serai.alerts;

import dev.serai.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The book that all replicas share. The row of an alert is its lock: one of them inserts it, and of those who change the same
 * version of it one does.
 *
 * @param replica what this one is known by
 */
record DatabaseBook(Database database, String replica) implements Book {

    /** Behind a channel that has not even heard that it fired: no file of a channel is named so. */
    private static final String UNHEARD = "*";

    @Override
    public List<Standing> standings(String alert) {
        return database.sql()
                .sql("select * from alert_state where alert = :alert")
                .param("alert", alert)
                .query(DatabaseBook::standing)
                .list();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        OffsetDateTime told = row.getObject("told_at", OffsetDateTime.class);
        return new Standing(
                row.getString("alert"),
                Labels.of(row.getString("labels")),
                row.getString("phase").equals("over"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("changed", OffsetDateTime.class).toInstant(),
                row.getDouble("reading"),
                told == null ? null : told.toInstant(),
                owed(row, false),
                owed(row, true),
                row.getString("teller"),
                row.getObject("teller_until", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    /** The channels that are owed something; or those of them that are marked. */
    private static Set<String> owed(ResultSet row, boolean unheard) throws SQLException {
        Set<String> channels = new TreeSet<>();
        Stream.of(row.getString("owed").split(" ", -1))
                .filter(word -> !word.isEmpty() && (!unheard || word.endsWith(UNHEARD)))
                .forEach(word -> channels.add(word.replace(UNHEARD, "")));
        return channels;
    }

    private static String owed(Standing standing) {
        return standing.owed().stream()
                .sorted()
                .map(channel -> standing.unheard().contains(channel) ? channel + UNHEARD : channel)
                .collect(Collectors.joining(" "));
    }

    @Override
    public boolean add(Standing standing) {
        try {
            return set(standing, """
                    insert into alert_state
                    (alert, labels, phase, since, changed, reading, told_at, owed, teller, teller_until, version)
                    values (:alert, :labels, :phase, :since, :changed, :reading, :toldAt, :owed, :teller, :tellerUntil,
                    :version)
                    """).update() == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public boolean change(Standing from, Standing to) {
        return set(to, """
                        update alert_state set phase = :phase, since = :since, changed = :changed, reading = :reading,
                        told_at = :toldAt, owed = :owed, teller = :teller, teller_until = :tellerUntil, version = :version
                        where alert = :alert and labels = :labels and version = :before
                        """).param("before", from.version()).update() == 1;
    }

    private StatementSpec set(Standing standing, String sql) {
        return database.sql()
                .sql(sql)
                .param("alert", standing.alert())
                .param("labels", Labels.text(standing.labels()))
                .param("phase", standing.over() ? "over" : "firing")
                .param("since", time(standing.since()))
                .param("changed", time(standing.changed()))
                .param("reading", standing.value())
                .param(
                        "toldAt",
                        standing.toldAt() == null ? null : time(standing.toldAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("owed", owed(standing))
                .param("teller", standing.teller())
                .param("tellerUntil", time(standing.tellerUntil()))
                .param("version", standing.version());
    }

    @Override
    public void remove(Standing standing) {
        database.sql()
                .sql("delete from alert_state where alert = :alert and labels = :labels and version = :version")
                .param("alert", standing.alert())
                .param("labels", Labels.text(standing.labels()))
                .param("version", standing.version())
                .update();
    }

    @Override
    public void find(String alert, Map<Map<String, String>, Double> findings, Instant now) {
        List<Object[]> rows = findings.entrySet().stream()
                .map(it -> new Object[] {alert, Labels.text(it.getKey()), replica, it.getValue(), time(now)})
                .toList();
        database.transaction(() -> {
            database.sql()
                    .sql("delete from alert_finding where alert = :alert and replica = :replica")
                    .param("alert", alert)
                    .param("replica", replica)
                    .update();
            return database.jdbc()
                    .batchUpdate(
                            "insert into alert_finding (alert, labels, replica, reading, found_at) values (?, ?, ?, ?, ?)",
                            rows);
        });
    }

    @Override
    public Map<Map<String, String>, Double> own(String alert) {
        return findings(database.sql()
                .sql("select labels, reading from alert_finding where alert = :alert and replica = :replica")
                .param("alert", alert)
                .param("replica", replica));
    }

    @Override
    public Map<Map<String, String>, Double> others(String alert, Instant since) {
        return findings(database.sql()
                .sql("""
                        select labels, reading from alert_finding
                        where alert = :alert and replica <> :replica and found_at >= :since
                        """)
                .param("alert", alert)
                .param("replica", replica)
                .param("since", time(since)));
    }

    private static Map<Map<String, String>, Double> findings(StatementSpec query) {
        Map<Map<String, String>, Double> findings = new HashMap<>();
        query.query(row -> {
            findings.put(Labels.of(row.getString("labels")), row.getDouble("reading"));
        });
        return findings;
    }

    /** Forgets alerts that nobody asks for any more: their files are gone. */
    void forget(Instant before) {
        database.sql()
                .sql("delete from alert_finding where found_at < :before")
                .param("before", time(before))
                .update();
        database.sql().sql("""
                        delete from alert_state where changed < :before and not exists (
                        select 1 from alert_finding where alert_finding.alert = alert_state.alert
                        and alert_finding.labels = alert_state.labels)
                        """).param("before", time(before)).update();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
