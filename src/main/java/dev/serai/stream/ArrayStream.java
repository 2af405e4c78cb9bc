package dev.serai.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A stream whose events come as the elements of one JSON array, for clients that ask for no server-sent events. */
public final class ArrayStream extends StreamAround {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT = ",\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream element = new ByteArrayOutputStream();
    private boolean begun;
    private boolean over;

    /** Frames the events of another one. */
    public ArrayStream(AnswerStream inner) {
        super(inner);
    }

    @Override
    protected byte[] next() {
        while (!over) {
            byte[] events = inner.next();
            byte[] framed = events == null ? end() : framed(events);
            if (framed.length > 0) {
                return framed;
            }
        }
        return null;
    }

    private byte[] end() {
        over = true;
        return (begun ? "]" : "[]").getBytes(StandardCharsets.US_ASCII);
    }

    /** They are whole: lines of data each, and a line that is empty. */
    private byte[] framed(byte[] events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(events.length);
        int start = 0;
        for (int end = 0; end < events.length; end++) {
            if (events[end] == '\n') {
                if (end == start) {
                    give(out);
                } else {
                    line(events, start, end);
                }
                start = end + 1;
            }
        }
        return out.toByteArray();
    }

    private void line(byte[] events, int start, int end) {
        for (int i = 0; i < DATA.length; i++) {
            if (start + i >= end || events[start + i] != DATA[i]) {
                return; // its name, or a comment
            }
        }
        if (element.size() > 0) {
            element.write('\n');
        }
        element.write(events, start + DATA.length, end - start - DATA.length);
    }

    private void give(ByteArrayOutputStream out) {
        if (element.size() > 0) {
            out.writeBytes(begun ? NEXT : new byte[] {'['});
            out.writeBytes(element.toByteArray());
            element.reset();
            begun = true;
        }
    }
}
