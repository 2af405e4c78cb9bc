package dev.serai.semantic;

/**
 * A prompt that was asked.
 *
 * @param owner who asked it
 * @param key what its answer is kept by, if it is
 * @param embedding of its text; null where nobody needed it so far
 * @param since when it was asked, by a clock of nanoseconds
 * @param <K> of keys of answers
 */
public record Neighbour<K>(String owner, K key, String text, Embedding embedding, long since) {

    /** What it takes of the heap without its vector, and with its key, about. */
    private static final long OBJECTS = 800;

    Neighbour<K> with(Embedding its) {
        return new Neighbour<>(owner, key, text, its, since);
    }

    long weight() {
        return OBJECTS + 2L * text.length() + (embedding == null ? 0 : embedding.weight());
    }
}
