package dev.serai.stream;

import dev.serai.wire.Intake;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads server-sent events from bytes as they arrive: LF, CRLF and CR line ends, comments, several {@code data:} lines,
 * with or without the blank after the colon, cut anywhere. Also lines of JSON instead of events.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the format</a>
 */
public final class SseParser implements StreamEvents {

    /** An event larger than this is no event of a language model: the upstream is out of step. */
    static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

    private static final int SMALL_EVENT_BYTES = 1 << 16;
    private static final int COPIES = 3;

    /** Several events; there are as many of these as there are streams. */
    private static final int AT_A_TIME = 1 << 11;

    /**
     * One event.
     *
     * @param name the {@code event:} field, empty if there was none
     * @param data the {@code data:} lines joined by LF
     */
    public record Event(String name, byte[] data) {
        public boolean isData(String text) {
            return data.length == text.length() && new String(data, StandardCharsets.ISO_8859_1).equals(text);
        }
    }

    private final InputStream in;
    private final StreamFormat format;
    private final byte[] buffer = new byte[AT_A_TIME];
    private int position;
    private int limit;
    private boolean afterCarriageReturn;
    private boolean atStart = true;
    private final EventLine line = new EventLine();
    private final long most;
    private final Memory.Share memory;
    private long read;
    private long taken;

    /** Reads events whose memory nobody counts. */
    public SseParser(InputStream in) {
        this(in, StreamFormat.EVENTS, Long.MAX_VALUE, Memory.UNCOUNTED);
    }

    /**
     * Reads events.
     *
     * @param format how they are told apart
     * @param most bytes that the whole stream may have
     * @param memory what a large event is taken of while it comes and is worked with
     */
    SseParser(InputStream in, StreamFormat format, long most, Memory memory) {
        this.in = in;
        this.format = format;
        this.most = most;
        this.memory = memory.share();
    }

    @Override
    public void end() {
        line.clear();
        memory.close();
        taken = 0;
    }

    /**
     * Waits for the next event that has data.
     *
     * @return the event, or null at the end of the stream
     * @throws IOException if the stream breaks
     * @throws Intake.TooLarge if one event, or all, exceed their limits
     * @throws MemoryShort if there is no memory for the event
     */
    @Override
    public Event next() throws IOException {
        if (taken > 0) {
            end();
        }
        return format == StreamFormat.LINES ? nextLine() : nextEvent();
    }

    /** What is left without a line end at the stream's end is given as it is: where it was cut it is no JSON. */
    private Event nextLine() throws IOException {
        while (readLine()) {
            if (!line.isBlank()) {
                return new Event("", line.toByteArray());
            }
        }
        return null;
    }

    private Event nextEvent() throws IOException {
        String name = "";
        ByteArrayOutputStream data = null;
        while (readLine()) {
            if (line.size() == 0) {
                if (data != null) {
                    return new Event(name, data.toByteArray());
                }
                name = "";
            } else if (line.field("data")) {
                if (data == null) {
                    data = new ByteArrayOutputStream(line.size());
                } else {
                    data.write('\n');
                }
                line.valueTo(data);
                takeFor("an event", data.size());
            } else if (line.field("event")) {
                name = line.value();
            }
        }
        return data == null ? null : new Event(name, data.toByteArray());
    }

    /** Reads up to the next line end into {@link #line}; false at the end of the stream with nothing left. */
    private boolean readLine() throws IOException {
        line.clear();
        while (true) {
            if (position == limit && !fill()) {
                skipByteOrderMark();
                return line.size() > 0;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int end = position;
            while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            line.write(buffer, position, end - position);
            takeFor("a line", line.size());
            position = end;
            if (end < limit) {
                afterCarriageReturn = buffer[end] == '\r';
                position++;
                skipByteOrderMark();
                return true;
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        read += limit;
        if (read > most) {
            throw new Intake.TooLarge("the stream", most);
        }
        return limit > 0;
    }

    /** Before it grows on: an event is there several times, as line, as data and as what is made of it. */
    private void takeFor(String what, int size) throws Intake.TooLarge {
        if (size > MAX_EVENT_BYTES) {
            throw new Intake.TooLarge(what, MAX_EVENT_BYTES);
        }
        long needed = (long) COPIES * size;
        if (size > SMALL_EVENT_BYTES && needed > taken) {
            memory.take(2 * needed - taken); // as buffers double
            taken = 2 * needed;
        }
    }

    private void skipByteOrderMark() {
        if (atStart) {
            atStart = false;
            line.dropPrefix(0xEF, 0xBB, 0xBF);
        }
    }
}
