package dev.serai.files;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a file that a team wrote.
 *
 * @param file as they know it, {@code routes/providers/acme.camel.yaml}; a folder where no single file is to blame
 * @param line from 1, or 0 where no line is to blame
 * @param reason what is wrong and what to do
 */
public record Problem(String file, int line, String reason) {

    /** One line for each: file, line, reason. */
    public static String report(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** Whether it is in the same place. */
    public boolean isAt(Problem other) {
        return file.equals(other.file) && line == other.line;
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
