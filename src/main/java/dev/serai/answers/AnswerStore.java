package dev.serai.answers;

import dev.serai.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Kept answers in the database. */
record AnswerStore(Database database, Clock clock) {

    private static final int BATCH = 1000;

    private static final String UPDATE = """
            update kept_answer set provider = ?, status = ?, answer = ?, input = ?, bytes = ?, created_at = ?, expires_at = ?
            where owner = ? and id = ?
            """;

    private static final String INSERT = """
            insert into kept_answer (provider, status, answer, input, bytes, created_at, expires_at, owner, id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** The one of that owner and id, if it has not expired. */
    Optional<KeptAnswer> find(KeptAnswer.Key key) {
        return database.sql()
                .sql("select * from kept_answer where owner = :owner and id = :id and expires_at > :now")
                .param("owner", key.owner())
                .param("id", key.id())
                .param("now", now())
                .query((row, number) -> answer(row))
                .optional();
    }

    private static KeptAnswer answer(ResultSet row) throws SQLException {
        return new KeptAnswer(
                row.getString("owner"),
                row.getString("id"),
                row.getString("provider"),
                row.getString("status"),
                row.getString("answer"),
                row.getString("input"),
                instant(row, "created_at"),
                instant(row, "expires_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Keeps them; one that is there is replaced. */
    void keep(List<KeptAnswer> answers) {
        List<Object[]> rows = answers.stream().map(AnswerStore::row).toList();
        try {
            database.transaction(() -> database.jdbc().batchUpdate(INSERT, rows)); // nearly all are new
        } catch (DuplicateKeyException e) {
            database.transaction(() -> {
                database.upsert(UPDATE, INSERT, rows);
                return rows;
            });
        }
    }

    private static Object[] row(KeptAnswer it) {
        return new Object[] {
            it.provider(),
            it.status(),
            it.answer(),
            it.input(),
            it.size(),
            it.createdAt().atOffset(ZoneOffset.UTC),
            it.expiresAt().atOffset(ZoneOffset.UTC),
            it.owner(),
            it.id()
        };
    }

    /** Whether there was one to be deleted. */
    boolean delete(KeptAnswer.Key key) {
        return database.sql()
                        .sql("delete from kept_answer where owner = :owner and id = :id")
                        .param("owner", key.owner())
                        .param("id", key.id())
                        .update()
                > 0;
    }

    /** Deletes what has expired, some at a time. */
    void expire() {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = database.sql()
                    .sql("""
                            delete from kept_answer where (owner, id) in
                            (select owner, id from kept_answer where expires_at <= :now limit :batch)
                            """)
                    .param("now", now())
                    .param("batch", BATCH)
                    .update();
        }
    }

    /** Deletes the oldest of an owner's that are more than it may have. */
    void trim(String owner, long most, long mostCharacters) {
        database.sql()
                .sql("""
                        delete from kept_answer where owner = :owner and id in (select id from (select id,
                        sum(bytes) over (order by created_at desc, id) as total,
                        row_number() over (order by created_at desc, id) as place
                        from kept_answer where owner = :owner) as ranked
                        where total > :characters or place > :most)
                        """)
                .param("owner", owner)
                .param("characters", mostCharacters)
                .param("most", most)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
