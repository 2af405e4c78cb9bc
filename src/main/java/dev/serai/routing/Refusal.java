package dev.serai.routing;

import dev.serai.wire.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A candidate that may not serve.
 *
 * @param digest of its files, null if they could not be read
 * @param cause by what change it came
 * @param problems what is wrong with it and where
 */
record Refusal(String digest, Instant at, String cause, List<Problem> problems) {

    /** One line for each problem: file, line, reason. */
    String report() {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
