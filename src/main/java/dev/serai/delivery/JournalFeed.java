package dev.serai.delivery;

import dev.serai.events.Event;
import dev.serai.journal.Follower;
import dev.serai.journal.Journal;
import dev.serai.usage.UsageEvents;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Requests from the usage journal, each told until it was taken: how far that is stands on disk, so that it goes on there
 * after a reload, a start, or a crash. What happened between two looks at the disk is told twice then.
 */
final class JournalFeed implements Feed {

    private static final int BATCH = 500;
    private static final long SAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Follower follower;
    private final LongConsumer saving;
    private final LongConsumer lost;
    private final Queue<Journal.Entry> batch = new ArrayDeque<>();
    private Event next;
    private long saved;
    private long savedNanos = System.nanoTime();

    /**
     * Goes on where the follower is.
     *
     * @param saving writes down how far it is
     * @param lost is told how many cannot be told
     */
    JournalFeed(Follower follower, LongConsumer saving, LongConsumer lost) {
        this.follower = follower;
        this.saving = saving;
        this.lost = lost;
        this.saved = follower.position();
    }

    @Override
    public Event next() {
        while (next == null) {
            if (batch.isEmpty()) {
                batch.addAll(follower.next(BATCH));
            }
            Journal.Entry entry = batch.peek();
            if (entry == null) {
                return null;
            }
            lost.accept(entry.sequence() - 1 - follower.position());
            follower.moveTo(entry.sequence() - 1);
            read(entry);
        }
        return next;
    }

    private void read(Journal.Entry entry) {
        try {
            next = UsageEvents.read(entry.record());
        } catch (IOException e) { // it is set aside where it matters
            lost.accept(1);
            pass();
        }
    }

    private void pass() {
        follower.moveTo(batch.remove().sequence());
        next = null;
    }

    @Override
    public void done() {
        pass();
        if (System.nanoTime() - savedNanos > SAVE_NANOS) {
            rest();
        }
    }

    @Override
    public boolean insists() {
        return true;
    }

    @Override
    public void rest() {
        long position = follower.position();
        if (position != saved) {
            saving.accept(position);
            saved = position;
        }
        savedNanos = System.nanoTime();
    }

    @Override
    public long waiting() {
        return follower.waiting();
    }

    @Override
    public void close() {
        try {
            rest();
        } finally {
            follower.close();
        }
    }
}
