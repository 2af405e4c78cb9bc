package dev.serai.answers;

import dev.serai.store.Database;
import dev.serai.wire.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Events of kept answers in the database: they go with the answer, and count as a part of what its owner has. */
record EventStore(Database database, Clock clock) {

    private static final int AT_A_TIME = 4;

    /** A text is there as the driver reads it, as characters and as bytes. */
    private static final long COPIES = 4;

    private static final String OF_ANSWER = " where owner = :owner and id = :id";

    /**
     * What is known of an answer's events.
     *
     * @param bytes 0 if none are told
     * @param last the number of the one that tells how it ended; -1 where that is still to come
     */
    record State(long bytes, long last, boolean underWay) {}

    /** Those from a number on, as they are sent. */
    record Part(long last, byte[] events) {}

    /** Of an answer that is there. */
    Optional<State> state(KeptAnswer.Key key) {
        return database.sql()
                .sql("select event_bytes, coalesce(last_event, -1) as last_event, status, created_at from kept_answer"
                        + OF_ANSWER + " and expires_at > :now")
                .param("owner", key.owner())
                .param("id", key.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        new State(row.getLong("event_bytes"), row.getLong("last_event"), isUnderWay(row)))
                .optional();
    }

    private boolean isUnderWay(ResultSet row) throws SQLException {
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return KeptAnswer.isUnderWay(row.getString("status")) && !KeptAnswers.isAbandoned(created, clock.instant());
    }

    /** Adds events; false if there is no such answer. */
    boolean append(KeptAnswer.Key key, Told.Chunk chunk) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        chunk.events().forEach(events::writeBytes);
        String text = events.toString(StandardCharsets.UTF_8);
        return database.transaction(() -> {
            int there = database.sql()
                    .sql("update kept_answer set event_bytes = event_bytes + :bytes" + OF_ANSWER)
                    .param("bytes", text.length())
                    .param("owner", key.owner())
                    .param("id", key.id())
                    .update();
            return there > 0
                    && database.sql()
                                    .sql("insert into told_event (owner, answer, first_number, last_number, events)"
                                            + " values (:owner, :id, :first, :last, :events)")
                                    .param("owner", key.owner())
                                    .param("id", key.id())
                                    .param("first", chunk.first())
                                    .param("last", chunk.last())
                                    .param("events", text)
                                    .update()
                            > 0;
        });
    }

    /** Notes the number of the event that tells how it ended; false if there is no such answer. */
    boolean end(KeptAnswer.Key key, long last) {
        return database.sql()
                        .sql("update kept_answer set last_event = :last" + OF_ANSWER)
                        .param("last", last)
                        .param("owner", key.owner())
                        .param("id", key.id())
                        .update()
                > 0;
    }

    /**
     * Some of those behind a number; empty if there are none yet.
     *
     * @param memory what they are taken of, before they are read
     */
    Optional<Part> after(KeptAnswer.Key key, long number, Memory memory) {
        List<long[]> sizes = database.sql()
                .sql("select first_number, last_number, length(events) as size from told_event where owner = :owner"
                        + " and answer = :id and last_number > :after order by first_number limit " + AT_A_TIME)
                .param("owner", key.owner())
                .param("id", key.id())
                .param("after", number)
                .query((row, at) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .list();
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        for (long[] size : sizes) {
            memory.take(COPIES * size[2]);
        }
        String events = String.join(
                "",
                database.sql()
                        .sql("select events from told_event where owner = :owner and answer = :id"
                                + " and first_number between :first and :last order by first_number")
                        .param("owner", key.owner())
                        .param("id", key.id())
                        .param("first", sizes.get(0)[0])
                        .param("last", sizes.get(sizes.size() - 1)[0])
                        .query(String.class)
                        .list());
        long skipped = Math.max(0, number + 1 - sizes.get(0)[0]);
        return Optional.of(new Part(sizes.get(sizes.size() - 1)[1], behind(events, skipped)));
    }

    /** Without so many of them: each ends with an empty line, and has none. */
    private static byte[] behind(String events, long skipped) {
        int from = 0;
        for (long i = 0; i < skipped && from >= 0; i++) {
            int end = events.indexOf("\n\n", from);
            from = end < 0 ? events.length() : end + 2;
        }
        return events.substring(from).getBytes(StandardCharsets.UTF_8);
    }
}
