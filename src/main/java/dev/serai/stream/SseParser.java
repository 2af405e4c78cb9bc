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
 * with or without the blank after the colon, cut anywhere.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the format</a>
 */
public final class SseParser {

    /** An event larger than this is no event of a language model: the upstream is out of step. */
    static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

    private static final int SMALL_EVENT_BYTES = 1 << 16;
    private static final int COPIES = 3;

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
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private boolean afterCarriageReturn;
    private boolean atStart = true;
    private final LineBuffer line = new LineBuffer();
    private final long most;
    private final Memory.Share memory;
    private long read;
    private long taken;

    /** Reads events whose memory nobody counts. */
    public SseParser(InputStream in) {
        this(in, Long.MAX_VALUE, Memory.UNCOUNTED);
    }

    /**
     * Reads events.
     *
     * @param most bytes that the whole stream may have
     * @param memory what a large event is taken of while it comes and is worked with
     */
    SseParser(InputStream in, long most, Memory memory) {
        this.in = in;
        this.most = most;
        this.memory = memory.share();
    }

    /** Nothing more is read, and nothing is kept: whoever has the stream may have it for long. */
    void end() {
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
    public Event next() throws IOException {
        if (taken > 0) {
            end();
        }
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

    /** One line's bytes, and its parts as a {@code field: value}. */
    private static final class LineBuffer extends EventBuffer {

        boolean field(String name) {
            if (count < name.length() || (count > name.length() && buf[name.length()] != ':')) {
                return false;
            }
            for (int i = 0; i < name.length(); i++) {
                if (buf[i] != name.charAt(i)) {
                    return false;
                }
            }
            valueStart = Math.min(count, name.length() + 1);
            if (valueStart < count && buf[valueStart] == ' ') {
                valueStart++;
            }
            return true;
        }

        private int valueStart;

        void valueTo(ByteArrayOutputStream out) {
            out.write(buf, valueStart, count - valueStart);
        }

        String value() {
            return new String(buf, valueStart, count - valueStart, StandardCharsets.UTF_8);
        }

        void dropPrefix(int... prefix) {
            if (count < prefix.length) {
                return;
            }
            for (int i = 0; i < prefix.length; i++) {
                if (Byte.toUnsignedInt(buf[i]) != prefix[i]) {
                    return;
                }
            }
            System.arraycopy(buf, prefix.length, buf, 0, count - prefix.length);
            count -= prefix.length;
        }
    }
}
