package dev.serai.usage;

/**
 * Learns of each request when it has ended, whoever sent it and whatever became of it. A bean of this type is told; what it
 * throws is noted, and keeps nobody else from being told.
 */
public interface RequestObserver {

    /** Told once, after the last byte, on the request's thread: what takes time is to be done elsewhere. */
    void ended(EndedRequest request);
}
