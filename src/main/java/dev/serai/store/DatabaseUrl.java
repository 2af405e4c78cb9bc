package dev.serai.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the database is, as JDBC wants it.
 *
 * @param jdbc the JDBC URL, without credentials
 * @param user null where there is none
 * @param password null where there is none; never shown
 */
record DatabaseUrl(String jdbc, String user, String password) {

    private static final String H2_MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            // a commit is on disk when it returns: a revoked token stays revoked
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    /**
     * Reads the address that a user gave.
     *
     * @param url {@code postgresql://user:password@host:5432/name}, a JDBC URL, or empty for H2 in the folder
     * @throws IllegalArgumentException if it is neither
     */
    static DatabaseUrl of(String url, String user, String password, Path data) {
        if (url.isBlank()) {
            return new DatabaseUrl(
                    "jdbc:h2:file:" + data.toAbsolutePath().resolve("serai") + H2_MODE, blankToNull(user), password);
        }
        if (url.startsWith("jdbc:h2:")) {
            return new DatabaseUrl(url + H2_MODE, blankToNull(user), password);
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(url, blankToNull(user), password);
        }
        if (url.toLowerCase(Locale.ROOT).matches("postgres(ql)?://.*")) {
            return postgres(URI.create(url), user, password);
        }
        throw new IllegalArgumentException("SERAI_DB_URL is not understood: use postgresql://user:password@host/name,"
                + " a JDBC URL of PostgreSQL or H2, or nothing for a file in SERAI_DATA");
    }

    private static DatabaseUrl postgres(URI uri, String user, String password) {
        String[] given =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                given.length > 0 ? given[0] : blankToNull(user),
                given.length > 1 ? given[1] : password);
    }

    private static String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    boolean isPostgres() {
        return jdbc.startsWith("jdbc:postgresql:");
    }

    /** For messages: the address without options, in which a password may stand. */
    @Override
    public String toString() {
        return jdbc.replaceFirst("[;?].*", "");
    }
}
