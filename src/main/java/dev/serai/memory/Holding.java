package dev.serai.memory;

/**
 * How much something of ours holds.
 *
 * @param name what it is, in small letters and dashes; the same from the start on, and no caller's text
 * @param entries how many things it holds
 * @param bytes what they take, about; negative where nobody counts it
 * @param most of what it counts, bytes if it counts them, that it may hold; 0 for any number
 * @param each how many of its entries one request under way may have; 0 where they do not end with requests
 */
public record Holding(String name, long entries, long bytes, long most, int each) {

    private static final long UNCOUNTED = -1;

    /** What has a bound, as a cache. */
    public static Holding bounded(String name, long entries, long most) {
        return new Holding(name, entries, UNCOUNTED, most, 0);
    }

    /** What has a bound in bytes. */
    public static Holding boundedBytes(String name, long entries, long bytes, long most) {
        return new Holding(name, entries, bytes, most, 0);
    }

    /** What grows with what there is, as tokens or models. */
    public static Holding unbounded(String name, long entries) {
        return new Holding(name, entries, UNCOUNTED, 0, 0);
    }

    /** What ends with a request. */
    public static Holding ofRequests(String name, long entries, int each) {
        return new Holding(name, entries, UNCOUNTED, 0, each);
    }

    /** Whether it counts bytes. */
    public boolean countsBytes() {
        return bytes >= 0;
    }

    /** What it counts: bytes, or entries. */
    long amount() {
        return countsBytes() ? bytes : entries;
    }

    /**
     * What of it nothing explains: neither its bound, nor the requests under way.
     *
     * @param underWay requests
     */
    long unexplained(long underWay) {
        return Math.max(0, amount() - most - each * underWay);
    }
}
