package dev.serai.recovery;

import dev.serai.stream.AnswerStream;
import dev.serai.stream.EventBuffer;
import java.util.concurrent.TimeUnit;

/** The beginning of an answer that is held back: until it says something, or for as long as its {@link Recovery} wants. */
final class Held {

    /** An answer is held back until there is this much of it, or for this long. */
    private static final int MOST_BYTES = 64 * 1024;

    /** What has no part of an answer in it is not held for ever either. */
    private static final int MOST_SILENT_BYTES = 1 << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean longer;
    private final EventBuffer events = new EventBuffer();

    Held(Recovery recovery) {
        longer = recovery == Recovery.HOLD;
    }

    void add(byte[] more) {
        events.writeBytes(more);
    }

    /** What was held, which is held no more. */
    byte[] events() {
        return events.take();
    }

    void drop() {
        events.clear();
    }

    /** Whether an answer that has said something is held back all the same, for a time. */
    boolean holds(AnswerStream answer) {
        return longer && answer.hasContent();
    }

    /** For how long it still is. */
    long nanosLeft(AnswerStream answer) {
        return MOST_NANOS + answer.firstContentNanos() - System.nanoTime();
    }

    /** Whether it is held back no more. */
    boolean mayGo(AnswerStream answer) {
        return answer.complete()
                || events.size() > MOST_SILENT_BYTES
                || (answer.hasContent() && (!longer || events.size() > MOST_BYTES || nanosLeft(answer) <= 0));
    }
}
