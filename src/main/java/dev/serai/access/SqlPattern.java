package dev.serai.access;

/** What a person types as a pattern of SQL's {@code like}; the database lowers its case as it does the column's. */
final class SqlPattern {

    private SqlPattern() {}

    static String contains(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
