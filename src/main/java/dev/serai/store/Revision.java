package dev.serai.store;

/** The number of the last change of projects and tokens; whoever holds copies asks for what came after the one they have. */
public record Revision(Database database) {

    /** The last change's number. */
    public long current() {
        return database.sql()
                .sql("select latest from revision")
                .query(Long.class)
                .single();
    }

    /**
     * The number for a change, within its transaction: until that ends others who change something wait, so that numbers
     * appear in their order. Other replicas are told when it is committed.
     */
    public long next() {
        database.sql().sql("update revision set latest = latest + 1").update();
        if (database.isPostgres()) {
            database.sql().sql("select pg_notify('serai', '')").query().singleRow();
        }
        return current();
    }
}
