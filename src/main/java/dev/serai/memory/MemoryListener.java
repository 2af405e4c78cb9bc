package dev.serai.memory;

/** Is told what happens to memory, seldom, on the thread that watches it. */
public interface MemoryListener {

    /**
     * Memory has become short, or is not any more.
     *
     * @param isShort which of both
     * @param heap what the last collection left, null where the collector does not say
     */
    void pressure(boolean isShort, HeapLeft heap);

    /** Something has grown for hours without a fall. */
    void grew(Growth growth);
}
