package dev.serai.limits;

/**
 * One bucket: who fills it, what it counts, and how much goes through.
 *
 * @param key of a subject, or of a subject's models
 */
record Meter(String key, RateUnit kind, Rates rates) {}
