package dev.serai.access;

import dev.serai.store.Database;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Tokens in the database. Writes belong into a transaction that has taken the next revision. */
public record Tokens(Database database) {

    private static final String SELECT = "select * from token ";

    /** One token. */
    public Optional<Token> find(String id) {
        return database.sql()
                .sql(SELECT + "where id = :id")
                .param("id", id)
                .query(DirectoryRows::token)
                .optional();
    }

    /** Whether there is any. */
    boolean any() {
        return database.sql()
                .sql("select count(*) from (select id from token limit 1) as one")
                .query(Boolean.class)
                .single();
    }

    /**
     * Some tokens, by id.
     *
     * @param project of this project only; empty for all
     * @param search part of the name, prefix or id in any case; empty for all
     * @param after the id after which the page begins; empty for the first
     */
    public List<Token> page(String project, String search, String after, int size) {
        return database.sql()
                .sql(SELECT + """
                        where (:project = '' or project_id = :project) and id > :after
                        and (lower(name) like lower(:search) or lower(prefix) like lower(:search)
                        or lower(id) like lower(:search))
                        order by id limit :size
                        """)
                .param("project", project)
                .param("search", SqlPattern.contains(search))
                .param("after", after)
                .param("size", size)
                .query(DirectoryRows::token)
                .list();
    }

    /** Those of a project. */
    List<Token> of(String project) {
        return database.sql()
                .sql(SELECT + "where project_id = :project")
                .param("project", project)
                .query(DirectoryRows::token)
                .list();
    }

    /** Those that changed after a revision. */
    List<Token> changedAfter(long revision) {
        return DirectoryRows.changedAfter(database, SELECT, revision, DirectoryRows::token, Token::id);
    }

    void insert(Token token) {
        values(database.sql().sql("""
                insert into token (id, hash, prefix, name, project_id, role, active, rules, labels, expires_at,
                revoked_at, created_at, updated_at, revision)
                values (:id, :hash, :prefix, :name, :project, :role, :active, :rules, :labels, :expiresAt, :revokedAt,
                :createdAt, :updatedAt, :revision)
                """), token)
                .param("hash", token.hash())
                .param("prefix", token.prefix())
                .param("project", token.project())
                .param("role", token.role() == null ? null : token.role().name())
                .param("createdAt", DirectoryRows.timestamp(token.createdAt()))
                .update();
    }

    void update(Token token) {
        values(database.sql().sql("""
                update token set name = :name, active = :active, rules = :rules, labels = :labels,
                expires_at = :expiresAt, revoked_at = :revokedAt, updated_at = :updatedAt, revision = :revision
                where id = :id
                """), token).update();
    }

    void delete(String id, long revision) {
        database.sql().sql("delete from token where id = :id").param("id", id).update();
        Removals.note(database, id, revision);
    }

    private static StatementSpec values(StatementSpec statement, Token token) {
        return statement
                .param("id", token.id())
                .param("name", token.name())
                .param("active", token.active())
                .param("rules", Json.text(token.rules()))
                .param("labels", Json.text(token.labels()))
                .param("expiresAt", DirectoryRows.timestamp(token.expiresAt()))
                .param("revokedAt", DirectoryRows.timestamp(token.revokedAt()))
                .param("updatedAt", DirectoryRows.timestamp(token.updatedAt()))
                .param("revision", token.revision());
    }
}
