package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;

/** Who reads a {@link SharedStream}, and how far. */
final class SharedReader {

    /** Events as they came, and those behind them as soon as they are there. */
    static final class Part {
        private final byte[] events;
        private volatile Part next;

        Part(byte[] events) {
            this.events = events;
        }

        byte[] events() {
            return events;
        }

        Part next() {
            return next;
        }

        /** With all that came after it. */
        byte[] andAllBehind(int size) {
            ByteArrayOutputStream all = new ByteArrayOutputStream(size);
            for (Part part = this; part != null; part = part.next) {
                all.writeBytes(part.events);
            }
            return all.toByteArray();
        }

        void precedes(Part other) {
            next = other;
        }
    }

    private volatile Part at;
    private volatile long position;
    private volatile boolean leftBehind;
    private boolean told;

    /** Begins behind a part. */
    SharedReader(Part at) {
        this.at = at;
    }

    /** What it has to read next; null where that is not there. */
    Part next() {
        return at.next;
    }

    /** How many bytes it has read. */
    long position() {
        return position;
    }

    void advance(Part next) {
        long before = position;
        position = before + next.events.length;
        at = leftBehind ? new Part(next.events) : next; // which holds nothing of the rest
    }

    /** It gets no more. */
    void leaveBehind() {
        leftBehind = true;
        at = new Part(new byte[0]);
    }

    boolean isLeftBehind() {
        return leftBehind;
    }

    /** What it is told at its end: once, and where it gets no more. */
    byte[] lastWord() {
        boolean tells = leftBehind && !told;
        told = leftBehind;
        return tells ? StreamErrors.event(error()) : null;
    }

    /** Why it gets no more; null where it does. */
    JsonNode error() {
        return leftBehind ? StreamErrors.leftBehind() : null;
    }
}
