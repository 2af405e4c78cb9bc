package dev.serai.tiers;

/**
 * An entry of a tier.
 *
 * @param stamp what the tier's clock showed when it was kept: what is forgotten later has a higher one
 * @param expires when it is gone, in milliseconds of the epoch
 * @param priority from 1, which goes first where there is no room, to 5
 * @param payload what is kept
 */
public record TierEntry(TierKey key, long stamp, long expires, int priority, byte[] payload) {}
