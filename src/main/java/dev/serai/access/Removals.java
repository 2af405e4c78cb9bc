package dev.serai.access;

import dev.serai.store.Database;
import java.util.List;

/** What was deleted, so that those who hold copies learn of it. */
final class Removals {

    private Removals() {}

    static void note(Database database, String id, long revision) {
        database.sql()
                .sql("insert into removal (id, revision) values (:id, :revision)")
                .param("id", id)
                .param("revision", revision)
                .update();
    }

    static List<String> after(Database database, long revision) {
        return database.sql()
                .sql("select id from removal where revision > :revision")
                .param("revision", revision)
                .query(String.class)
                .list();
    }
}
