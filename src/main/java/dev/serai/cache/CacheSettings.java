package dev.serai.cache;

import dev.serai.time.Heap;
import java.time.Duration;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/**
 * What is kept where something switches it on.
 *
 * @param memory bytes that all answers may take; 0: none is kept
 * @param largest bytes of one answer
 * @param keep for how long, where nobody says otherwise
 * @param longest for how long at most
 * @param excludes what a request must not have to be cached, unless its caller asks for it
 */
record CacheSettings(DataSize memory, DataSize largest, Duration keep, Duration longest, Set<Exclusion> excludes) {

    /** Takes what stands in {@code application.yaml}, and refuses what is none. */
    CacheSettings {
        if (keep.isNegative() || keep.isZero() || longest.compareTo(keep) < 0 || longest.compareTo(Wish.ANY) > 0) {
            throw new IllegalArgumentException(
                    "serai.cache.keep has to be more than 0, and serai.cache.longest no less than that and no more than "
                            + Wish.ANY.toDays() + "d");
        }
        if (memory.isNegative() || largest.isNegative()) {
            throw new IllegalArgumentException("serai.cache.memory and serai.cache.largest are less than 0");
        }
    }

    /** What all answers may take, within a quarter of the heap. */
    long bytes() {
        return Math.min(memory.toBytes(), Heap.mostBytes() / 4);
    }

    /** A time that somebody wishes, within what there may be. */
    Duration within(Duration wished) {
        return wished.compareTo(longest) > 0 ? longest : wished;
    }
}
