package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * What the environment says, by the names that AWS's own tools have for it.
 *
 * @param values null for what it does not say
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html">the names</a>
 */
record AwsSettings(UnaryOperator<String> values, InstantSource clock) {

    private static final int MOST_FILE_BYTES = 1 << 20;

    /** Empty if it is not set. */
    String get(String name) {
        String value = values.apply(name);
        return value == null ? "" : value.strip();
    }

    String get(String name, String otherwise) {
        String value = get(name);
        return value.isEmpty() ? otherwise : value;
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** A file below the home directory, unless a variable names another. */
    Path file(String variable, String inHome) {
        return Path.of(get(
                variable, Path.of(System.getProperty("user.home", ""), inHome).toString()));
    }

    /** A file's text: each time anew, since whoever renews what is in it writes it anew. */
    static String text(Path file, String what) throws NoCredentials {
        try {
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw NoCredentials.failed(what + " is larger than " + MOST_FILE_BYTES + " bytes", null);
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw NoCredentials.failed(what + " cannot be read", e);
        }
    }
}
