package dev.serai.limits;

/**
 * How many requests a subject may have under way at a time.
 *
 * @param key of a subject, or of a subject's models
 * @param most how many at a time
 */
public record ConcurrencyLimit(String key, int most) {}
