package dev.serai.provider;

import java.time.Duration;

/**
 * How keys of providers are replaced while they are in use.
 *
 * @param interval how often it is looked whether they were; zero for never
 * @param overlap how long the one before is used where a provider refuses the new one, and the other way round
 */
public record KeyChanges(Duration interval, Duration overlap) {}
