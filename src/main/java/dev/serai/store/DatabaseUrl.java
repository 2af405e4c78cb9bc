package dev.serai.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the database is, as JDBC wants it.
 *
 * @param jdbc the JDBC URL, without credentials
 * @param user null where there is none
 * @param password null where there is none; never shown
 */
public record DatabaseUrl(String jdbc, String user, String password) {

    private static final String POSTGRES_WORDS =
            "postgresql://user:password@host/name (with %2F for / and %3F for ? in the password)";

    private static final String H2_MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            // a commit is on disk when it returns: a revoked token stays revoked
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    static {
        // H2 keeps values that were seen before: to look for them takes longer than to make them
        System.setProperty("h2.objectCache", "false");
    }

    /** Not {@link java.net.URI}: it knows no underscores in names, nor lists of hosts, and its errors show passwords. */
    private static final Pattern POSTGRES = Pattern.compile("(?i:jdbc:postgresql|postgres(?:ql)?)://"
            + "(?:(?<user>[^:/?@]*)(?::(?<password>[^/?]*))?@)?(?<rest>[^/?@]+(?:[/?].*)?)");

    /**
     * Reads the address that a user gave.
     *
     * @param url {@code postgresql://user:password@host:5432/name}, a JDBC URL, or empty for H2 in the folder
     * @throws IllegalArgumentException if it is neither
     */
    static DatabaseUrl of(String url, String user, String password, Path data) {
        if (url.isBlank()) {
            // retry: an interrupted thread closes the file that it writes, for everyone and for good
            return new DatabaseUrl(
                    "jdbc:h2:retry:" + data.toAbsolutePath().resolve("serai") + H2_MODE, blankToNull(user), password);
        }
        if (url.startsWith("jdbc:h2:")) {
            return new DatabaseUrl(url + H2_MODE, blankToNull(user), password);
        }
        return postgres(url, user, password)
                .orElseThrow(() -> new IllegalArgumentException("SERAI_DB_URL is not understood: use " + POSTGRES_WORDS
                        + ", a JDBC URL of PostgreSQL or H2, or nothing for a file in SERAI_DATA"));
    }

    /**
     * Reads the address of a database that is not our own: JDBC URLs of other kinds are as their drivers want them.
     *
     * @param key where it is configured, for people
     * @throws IllegalArgumentException if it is no address; what stands in it is not shown
     */
    public static DatabaseUrl of(String key, String url, String user, String password) {
        if (url.startsWith("jdbc:") && !url.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(url, blankToNull(user), password);
        }
        return postgres(url, user, password)
                .orElseThrow(() -> new IllegalArgumentException(
                        key + " is not understood: use " + POSTGRES_WORDS + ", or a JDBC URL"));
    }

    private static Optional<DatabaseUrl> postgres(String url, String user, String password) {
        Matcher postgres = POSTGRES.matcher(url.strip());
        if (!postgres.matches()) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseUrl(
                "jdbc:postgresql://" + postgres.group("rest"),
                postgres.group("user") == null ? blankToNull(user) : decoded(postgres.group("user")),
                postgres.group("password") == null ? password : decoded(postgres.group("password"))));
    }

    /** What is not encoded is meant as it is written: passwords hold anything. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** Whether it is PostgreSQL. */
    public boolean isPostgres() {
        return jdbc.startsWith("jdbc:postgresql:");
    }

    /** For messages: the address without options, in which a password may stand. */
    @Override
    public String toString() {
        return jdbc.replaceFirst("[;?].*", "");
    }
}
