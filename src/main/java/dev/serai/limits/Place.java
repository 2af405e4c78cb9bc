package dev.serai.limits;

/**
 * One of the requests that a subject may have under way.
 *
 * @param key of a subject, or of a subject's models
 * @param most how many at a time
 */
public record Place(String key, int most) {}
