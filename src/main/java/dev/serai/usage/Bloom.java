package dev.serai.usage;

import java.util.Set;

/**
 * A set of texts as few bits: what is in it is always found, and one in a thousand of what is not. Whoever chooses texts that
 * are found wrongly has records read in vain, and no more.
 */
final class Bloom {

    /** More texts than half as many have more that are found wrongly. */
    static final int LARGEST = 16 * 1024;

    private static final int BITS_EACH = 16;
    private static final int HASHES = 8;
    private static final long LOW = 0xffffffffL;

    private final byte[] bits;

    /** One that was kept. */
    Bloom(byte[] bits) {
        this.bits = bits;
    }

    /** One of these, each as its {@link #hash}. */
    static Bloom of(Set<Long> hashes) {
        int bytes = (int) Math.min(LARGEST, (long) hashes.size() * BITS_EACH / Byte.SIZE);
        Bloom bloom = new Bloom(new byte[bytes]);
        hashes.forEach(bloom::add);
        return bloom;
    }

    /** That of a text, the same in every process: spans outlive them. FNV-1a, its bits mixed as MurmurHash does at its end. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private void add(long hash) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            bits[bit / Byte.SIZE] |= (byte) (1 << (bit % Byte.SIZE));
        }
    }

    /** Whether it may be one of them. */
    boolean mayHold(long hash) {
        if (bits.length == 0) {
            return false;
        }
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit / Byte.SIZE] & (1 << (bit % Byte.SIZE))) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long hash, int number) {
        return (int) (((hash & LOW) + number * ((hash >>> 32) | 1)) % ((long) bits.length * Byte.SIZE));
    }

    /** As it is kept. */
    byte[] bytes() {
        return bits.clone();
    }
}
