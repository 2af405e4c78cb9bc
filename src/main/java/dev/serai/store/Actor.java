package dev.serai.store;

/**
 * Who changes something.
 *
 * @param name the token's id and name, or what else they are known by
 * @param address where they are, or null
 * @param requestId of the request that does it, or null
 */
public record Actor(String name, String address, String requestId) {

    /** The gateway by itself. */
    public static final Actor SERAI = new Actor("serai", null, null);
}
