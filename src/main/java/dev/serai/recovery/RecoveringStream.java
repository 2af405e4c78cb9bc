package dev.serai.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.ChunkEvents;
import dev.serai.stream.ReadAhead;
import dev.serai.stream.StreamErrors;
import dev.serai.wire.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * An answer that goes on when its provider fails: before a part of it was sent, another one answers instead; afterwards, as
 * its {@link Recovery} says, another one continues it. The client sees one answer, or an error event that says why not.
 */
public final class RecoveringStream extends AnswerStream {

    private static final byte[] NOTHING = new byte[0];

    private final Recovery recovery;
    private final Successors successors;
    private final ReadAhead waiting;
    private final Transcript transcript;
    private final Held held;
    private volatile AnswerStream current;
    private volatile JsonNode ending;
    private volatile long firstContentNanos;
    private Splice splice;
    private long textBytesBefore;
    private int malformedBefore;
    private boolean released;
    private volatile JsonNode error;
    private boolean ended;

    /** Begins with this answer; the readers wait for its provider while what is held is to be released in time. */
    public RecoveringStream(
            AnswerStream first, Recovery recovery, Successors successors, Executor readers, Memory memory) {
        this.current = first;
        this.transcript = new Transcript(memory);
        this.waiting = new ReadAhead(readers);
        this.recovery = recovery;
        this.held = new Held(recovery);
        this.successors = successors;
    }

    @Override
    protected byte[] next() {
        byte[] out = NOTHING;
        while (out.length == 0) {
            byte[] came = ended ? null : events();
            if (came == null && (ended || !current.complete())) {
                return null;
            }
            byte[] events = came == null ? NOTHING : came; // it may be complete without a word on that
            out = waiting.pending() || current.error() == null ? pass(events) : fail(events, current.error());
            if (firstContentNanos == 0 && released && current.hasContent()) {
                firstContentNanos = System.nanoTime(); // the client gets it now
            }
            if (!waiting.pending() && current.complete() && !ended) {
                end();
            }
        }
        return out;
    }

    /** The next events; nothing if there are none yet and what is held is to go. */
    private byte[] events() {
        if (isToBeChat()) {
            current.toChat();
        }
        current.readAlong(alongside());
        boolean free = released || !held.holds(current);
        return free ? waiting.next(current) : waiting.next(current, held.nanosLeft(current));
    }

    private byte[] pass(byte[] events) {
        if (splice != null) {
            return join(events);
        }
        if (released) {
            return noted(events);
        }
        held.add(events);
        if (!held.mayGo(current)) {
            return NOTHING;
        }
        released = true;
        return noted(held.events());
    }

    /** What is to be continued has to be known. */
    private byte[] noted(byte[] events) {
        if (recovery.continues()) {
            transcript.add(events);
        }
        return events;
    }

    private byte[] join(byte[] events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(events.length);
        try {
            splice.join(events, out);
        } catch (Splice.Departure | JsonProcessingException e) {
            JsonNode departed = StreamErrors.diverged();
            out.writeBytes(fail(StreamErrors.event(departed), departed));
            return out.toByteArray();
        }
        if (current.complete()) {
            out.writeBytes(ChunkEvents.write("[DONE]"));
        }
        return out.toByteArray();
    }

    /** Another one goes on, or the client gets the error with which these events end. */
    private byte[] fail(byte[] events, JsonNode failure) {
        if (goOn(failure)) {
            return NOTHING;
        }
        error = failure;
        end();
        byte[] last = splice == null ? events : StreamErrors.event(failure);
        if (released) {
            return last;
        }
        held.add(last);
        return held.events();
    }

    private boolean goOn(JsonNode failure) {
        if (ending != null
                || current.endedByUs()
                || (released && !(recovery.continues() && transcript.isComparable()))) {
            return false;
        }
        current.abandon();
        Successors.Successor successor = successors.next(released ? transcript : null, failure);
        if (successor == null) {
            return false;
        }
        held.drop();
        if (released) {
            splice = new Splice(transcript, successor.how());
            boolean rest = successor.how() == Continuation.REST;
            textBytesBefore = rest ? transcript.text().getBytes(StandardCharsets.UTF_8).length : 0;
        }
        malformedBefore += current.malformed();
        current = successor.stream();
        if (ending != null) {
            current.end(ending); // it came between the two
        }
        return true;
    }

    private void end() {
        ended = true;
        ends();
    }

    /** Who answers is known when nobody can take the place of who does any more, or what is at hand is sent for sure. */
    @Override
    public boolean undecided() {
        return !released && !held.mayGo(current) && successors.hasNext();
    }

    @Override
    public boolean isAsSaid() {
        return current.isAsSaid();
    }

    @Override
    public boolean complete() {
        return error == null && current.complete();
    }

    @Override
    public JsonNode usage() {
        return splice == null ? current.usage() : splice.usage(current.usage());
    }

    @Override
    public long textBytes() {
        return textBytesBefore + current.textBytes();
    }

    @Override
    public JsonNode error() {
        return error;
    }

    @Override
    public boolean endedByUs() {
        return current.endedByUs();
    }

    @Override
    public int malformed() {
        return malformedBefore + current.malformed();
    }

    @Override
    public long firstContentNanos() {
        return firstContentNanos;
    }

    @Override
    public void end(JsonNode reason) {
        ending = reason;
        current.end(reason);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
