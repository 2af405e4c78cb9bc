package dev.serai.semantic;

import dev.serai.time.Heap;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * What is kept of prompts, where an alias has them compared by what they mean.
 *
 * @param memory bytes that all may take; 0: none is compared
 * @param entries prompts of one tenant at most
 * @param prompt characters of the longest one that is compared
 * @param patience how long its embedding may take
 * @param longest for how long one is kept that nobody asks for again
 */
public record SemanticSettings(DataSize memory, int entries, int prompt, Duration patience, Duration longest) {

    private static final int LONGEST_PROMPT = 10_000;

    /** Refuses what is none. */
    public SemanticSettings {
        if (memory.isNegative()
                || entries < 1
                || prompt < 1
                || prompt > LONGEST_PROMPT
                || patience.isNegative()
                || patience.isZero()) {
            throw new IllegalArgumentException(
                    "serai.cache.semantic has a memory of 0 or more, entries of 1 or more, a prompt of 1 to "
                            + LONGEST_PROMPT + " characters and a patience of more than 0");
        }
    }

    /** What all prompts may take, within an eighth of the heap. */
    long bytes() {
        return Math.min(memory.toBytes(), Heap.mostBytes() / 8);
    }
}
