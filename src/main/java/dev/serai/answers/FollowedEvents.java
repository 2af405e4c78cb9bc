package dev.serai.answers;

import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The events of an answer from a number on: those that were told, and then those that are, until it is over. Its last one is
 * the answer as it is kept. Each read gives whole events as far as the buffer takes them.
 */
final class FollowedEvents extends InputStream {

    private static final long LOOK_MILLIS = 1000;

    /** What is made by another replica is asked for so often. */
    private static final long POLL_MILLIS = 200;

    /** Whoever has ended an answer says so of its events soon after; and a database that is away may come back. */
    private static final int PATIENCE = 25;

    /** Of the last event: the answer as a text, as bytes, and once more. */
    private static final long COPIES = 6;

    private final Telling telling;
    private final KeptAnswer.Key key;
    private final Memory.Share memory;
    private final CountDownLatch left = new CountDownLatch(1);
    private long number;
    private byte[] pending = new byte[0];
    private int position;
    private int patience = PATIENCE;
    private boolean ended;

    /**
     * Follows one.
     *
     * @param after the number of the last event that is known
     * @throws ApiException 429 if too many are followed
     */
    FollowedEvents(Telling telling, KeptAnswer.Key key, long after, Memory memory) {
        telling.follows(key.owner());
        this.telling = telling;
        this.key = key;
        this.memory = memory.share();
        this.number = after;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
        while (position == pending.length) {
            if (ended || hasLeft()) {
                return -1;
            }
            try {
                pending = next();
                position = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        int n = Math.min(length, pending.length - position);
        System.arraycopy(pending, position, buffer, offset, n);
        position += n;
        return n;
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** What is left of whole events. */
    @Override
    public int available() {
        return pending.length - position;
    }

    private byte[] next() throws InterruptedException {
        Told told = telling.told(key);
        if (told != null) {
            byte[] event = told.await(number + 1, LOOK_MILLIS);
            if (event != null) {
                number++;
                return event;
            }
            return told.last() >= 0 ? last(told.last()) : new byte[0];
        }
        try {
            return stored();
        } catch (ApiException e) { // the database is away
            return later();
        }
    }

    private byte[] stored() throws InterruptedException {
        memory.close(); // of what was read before
        Optional<EventStore.State> state = telling.state(key);
        if (state.isEmpty()) {
            ended = true; // it was deleted
            return new byte[0];
        }
        Optional<EventStore.Part> part = telling.after(key, number, memory);
        if (part.isPresent()) {
            number = part.get().last();
            patience = PATIENCE;
            return part.get().events();
        }
        if (state.get().last() >= 0) {
            return last(state.get().last());
        }
        if (state.get().underWay()) {
            patience = PATIENCE;
            pause();
            return new byte[0];
        }
        return later();
    }

    /** Waits, but not for ever. */
    private byte[] later() throws InterruptedException {
        if (patience-- <= 0) {
            return last(number + 1);
        }
        pause();
        return new byte[0];
    }

    /** How it ended, if that is still to be told. */
    private byte[] last(long its) {
        ended = true;
        if (its <= number) {
            return new byte[0];
        }
        try {
            return telling.answers()
                    .find(key, memory)
                    .map(answer -> told(answer, its))
                    .orElse(new byte[0]);
        } catch (ApiException e) {
            return new byte[0]; // who misses the last event asks for it again
        }
    }

    private byte[] told(KeptAnswer answer, long its) {
        memory.take(COPIES * answer.answer().length());
        String type = "response."
                + (answer.status().equals("completed") || answer.status().equals("incomplete")
                        ? answer.status()
                        : "failed");
        String event = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + its
                + ",\"response\":" + answer.answer() + "}\n\n";
        return event.getBytes(StandardCharsets.UTF_8);
    }

    private void pause() throws InterruptedException {
        var unused = left.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean hasLeft() {
        return left.getCount() == 0;
    }

    /** Ends a read that waits; from any thread. */
    @Override
    public synchronized void close() {
        if (!hasLeft()) {
            left.countDown();
            telling.leaves(key.owner());
        }
    }
}
