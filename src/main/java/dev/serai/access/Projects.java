package dev.serai.access;

import dev.serai.store.Database;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Projects in the database. Writes belong into a transaction that has taken the next revision. */
public record Projects(Database database) {

    private static final String SELECT = "select * from project ";

    /** One project. */
    public Optional<Project> find(String id) {
        return database.sql()
                .sql(SELECT + "where id = :id")
                .param("id", id)
                .query(DirectoryRows::project)
                .optional();
    }

    /** The project of this name. */
    Optional<Project> named(String name) {
        return database.sql()
                .sql(SELECT + "where name = :name")
                .param("name", name)
                .query(DirectoryRows::project)
                .optional();
    }

    /**
     * Some projects, by name.
     *
     * @param only the id of the one that may be among them; empty for any
     * @param search part of the name in any case; empty for all
     * @param after the name after which the page begins; empty for the first
     */
    public List<Project> page(String only, String search, String after, int size) {
        return database.sql()
                .sql(SELECT + """
                        where (:only = '' or id = :only) and lower(name) like lower(:search) and name > :after
                        order by name limit :size
                        """)
                .param("only", only)
                .param("search", SqlPattern.contains(search))
                .param("after", after)
                .param("size", size)
                .query(DirectoryRows::project)
                .list();
    }

    /** Those that changed after a revision. */
    List<Project> changedAfter(long revision) {
        return DirectoryRows.changedAfter(database, SELECT, revision, DirectoryRows::project, Project::id);
    }

    void insert(Project project) {
        values(database.sql().sql("""
                insert into project (id, name, active, rules, provider_keys, metadata, created_at, updated_at, revision)
                values (:id, :name, :active, :rules, :providerKeys, :metadata, :createdAt, :updatedAt, :revision)
                """), project)
                .param("createdAt", DirectoryRows.timestamp(project.createdAt()))
                .update();
    }

    void update(Project project) {
        values(database.sql().sql("""
                update project set name = :name, active = :active, rules = :rules, provider_keys = :providerKeys,
                metadata = :metadata, updated_at = :updatedAt, revision = :revision where id = :id
                """), project).update();
    }

    void delete(String id, long revision) {
        database.sql().sql("delete from project where id = :id").param("id", id).update();
        Removals.note(database, id, revision);
    }

    private static StatementSpec values(StatementSpec statement, Project project) {
        return statement
                .param("id", project.id())
                .param("name", project.name())
                .param("active", project.active())
                .param("rules", Json.text(project.rules()))
                .param("providerKeys", Json.text(project.providerKeys()))
                .param("metadata", Json.text(project.metadata()))
                .param("updatedAt", DirectoryRows.timestamp(project.updatedAt()))
                .param("revision", project.revision());
    }
}
