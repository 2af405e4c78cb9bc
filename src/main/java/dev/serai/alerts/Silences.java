package dev.serai.alerts;

import dev.serai.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Of what nobody wants to hear for a while; all replicas know it within seconds. */
final class Silences {

    /** More than operators set. */
    private static final int MOST = 1000;

    /**
     * One of them.
     *
     * @param labels of which labels of the alert; null for all
     * @param actor who wanted it
     */
    public record Silence(String alert, Map<String, String> labels, Instant until, String reason, String actor) {

        private String key() {
            return alert + " " + place();
        }

        private String place() {
            return labels == null ? "" : Labels.text(labels);
        }
    }

    private final Database database;
    private final Map<String, Silence> known = new ConcurrentHashMap<>();
    /** What the database does not know yet. */
    private final Map<String, Silence> unsaid = new ConcurrentHashMap<>();

    Silences(Database database) {
        this.database = database;
    }

    /** The one that keeps an alert silent; empty if none does. */
    Optional<Silence> of(String alert, Map<String, String> labels, Instant now) {
        return known.values().stream()
                .filter(it -> it.alert().equals(alert) && it.until().isAfter(now))
                .filter(it -> it.labels() == null || it.labels().equals(labels))
                .findFirst();
    }

    List<Silence> all(Instant now) {
        return known.values().stream().filter(it -> it.until().isAfter(now)).toList();
    }

    /** Sets one, or ends it where its time is over; known to others as soon as the database is there. */
    void set(Silence silence, Instant now) {
        if (silence.until().isAfter(now) && known.size() < MOST) {
            known.put(silence.key(), silence);
        } else {
            known.remove(silence.key());
        }
        unsaid.put(silence.key(), silence);
        try {
            say(now);
        } catch (DataAccessException | TransactionException e) {
            return; // the upkeep says it when the database is back
        }
    }

    /** Takes in what other replicas know. */
    void refresh(Instant now) {
        say(now);
        Map<String, Silence> all = new ConcurrentHashMap<>();
        database.sql()
                .sql("select * from alert_silence where until > :now")
                .param("now", DatabaseBook.time(now))
                .query((row, number) -> new Silence(
                        row.getString("alert"),
                        row.getString("labels").isEmpty() ? null : Labels.of(row.getString("labels")),
                        row.getObject("until", OffsetDateTime.class).toInstant(),
                        row.getString("reason"),
                        row.getString("actor")))
                .list()
                .forEach(it -> all.put(it.key(), it));
        known.keySet().retainAll(all.keySet());
        known.putAll(all);
    }

    private void say(Instant now) {
        for (Silence silence : List.copyOf(unsaid.values())) {
            database.transaction(() -> {
                database.sql()
                        .sql("delete from alert_silence where until <= :now or (alert = :alert and labels = :labels)")
                        .param("now", DatabaseBook.time(now))
                        .param("alert", silence.alert())
                        .param("labels", silence.place())
                        .update();
                return silence.until().isAfter(now) ? insert(silence) : 0;
            });
            unsaid.remove(silence.key(), silence);
        }
    }

    private int insert(Silence silence) {
        return database.sql()
                .sql("""
                        insert into alert_silence (alert, labels, until, reason, actor)
                        values (:alert, :labels, :until, :reason, :actor)
                        """)
                .param("alert", silence.alert())
                .param("labels", silence.place())
                .param("until", DatabaseBook.time(silence.until()))
                .param("reason", silence.reason())
                .param("actor", silence.actor())
                .update();
    }
}
