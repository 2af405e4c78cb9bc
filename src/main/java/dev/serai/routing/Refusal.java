package dev.serai.routing;

import dev.serai.files.Problem;
import java.time.Instant;
import java.util.List;

/**
 * A candidate that may not serve.
 *
 * @param digest of its files, null if they could not be read
 * @param cause by what change it came
 * @param problems what is wrong with it and where
 */
public record Refusal(String digest, Instant at, String cause, List<Problem> problems) {}
