package dev.serai.answers;

import dev.serai.store.Database;
import dev.serai.wire.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kept answers in the database. */
record AnswerStore(Database database, Clock clock) {

    private static final int BATCH = 1000;
    private static final int AT_A_TIME = 50;

    /** A text is there as the driver reads it, and as characters. */
    private static final long COPIES = 4;

    private static final String INSERT_ITEM = "insert into kept_item (owner, id, answer) values (?, ?, ?)";
    private static final String DELETE_ITEMS = "delete from kept_item where owner = ? and answer = ?";

    private static final String UPDATE = """
            update kept_answer set provider = ?, status = ?, answer = ?, input = ?, bytes = ?, created_at = ?, expires_at = ?
            where owner = ? and id = ?
            """;

    private static final String INSERT = """
            insert into kept_answer (provider, status, answer, input, bytes, created_at, expires_at, owner, id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /**
     * Those of an owner that have not expired.
     *
     * @param memory what they are taken of, before they are read
     */
    List<KeptAnswer> find(String owner, List<String> ids, Memory memory) {
        List<KeptAnswer> found = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += AT_A_TIME) {
            List<String> some = ids.subList(i, Math.min(ids.size(), i + AT_A_TIME));
            memory.take(COPIES
                    * asked("select coalesce(sum(bytes), 0) from kept_answer", owner, some)
                            .query(Long.class)
                            .single());
            found.addAll(asked("select * from kept_answer", owner, some)
                    .query((row, number) -> answer(row))
                    .list());
        }
        return found;
    }

    private JdbcClient.StatementSpec asked(String what, String owner, List<String> ids) {
        return database.sql()
                .sql(what + " where owner = :owner and id in (:ids) and expires_at > :now")
                .param("owner", owner)
                .param("ids", ids)
                .param("now", now());
    }

    /** The answers that have items whose ids a provider gave. */
    List<String> withItems(String owner, Collection<String> items) {
        List<String> all = List.copyOf(items);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i += AT_A_TIME) {
            found.addAll(database.sql()
                    .sql("select distinct answer from kept_item where owner = :owner and id in (:ids)")
                    .param("owner", owner)
                    .param("ids", all.subList(i, Math.min(all.size(), i + AT_A_TIME)))
                    .query(String.class)
                    .list());
        }
        return found;
    }

    /** Fails where the database is away. */
    void requireThere() {
        database.sql().sql("select 1").query(Integer.class).single();
    }

    private static KeptAnswer answer(ResultSet row) throws SQLException {
        return new KeptAnswer(
                row.getString("owner"),
                row.getString("id"),
                row.getString("provider"),
                row.getString("status"),
                row.getString("answer"),
                row.getString("input"),
                List.of(),
                instant(row, "created_at"),
                instant(row, "expires_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Keeps them; one that is there is replaced. */
    void keep(List<KeptAnswer> answers) {
        List<Object[]> rows = answers.stream().map(AnswerStore::row).toList();
        List<Object[]> items = answers.stream()
                .flatMap(it -> it.items().stream().map(item -> new Object[] {it.owner(), item, it.id()}))
                .toList();
        try {
            database.transaction(
                    () -> { // nearly all are new
                        database.jdbc().batchUpdate(INSERT, rows);
                        return database.jdbc().batchUpdate(INSERT_ITEM, items);
                    });
        } catch (DuplicateKeyException e) {
            database.transaction(() -> {
                database.upsert(UPDATE, INSERT, rows);
                database.jdbc()
                        .batchUpdate(
                                DELETE_ITEMS,
                                answers.stream()
                                        .map(it -> new Object[] {it.owner(), it.id()})
                                        .toList());
                return database.jdbc().batchUpdate(INSERT_ITEM, items);
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
                        sum(bytes + event_bytes) over (order by created_at desc, id) as total,
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
