package dev.serai.answers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Sees the events of a stream, and gives on the data of the one that says the whole answer: none follows it. */
final class LastEvent implements Consumer<byte[]> {

    private static final byte[] DATA = ascii("data: ");

    private static final List<byte[]> ENDS = List.of(
            ascii("event: response.completed\n"),
            ascii("event: response.incomplete\n"),
            ascii("event: response.failed\n"));

    private final Consumer<byte[]> last;

    LastEvent(Consumer<byte[]> last) {
        this.last = last;
    }

    /** From behind: an event's name is on a line of its own before its data. */
    @Override
    public void accept(byte[] events) {
        for (int start = lineStart(events, events.length - 1); start >= 0; start = lineStart(events, start - 2)) {
            for (byte[] name : ENDS) {
                if (startsWith(events, start, name)) {
                    data(events, start + name.length);
                    return;
                }
            }
            if (events[start] == 'e') {
                return; // another event's name
            }
        }
    }

    private void data(byte[] events, int from) {
        if (startsWith(events, from, DATA)) {
            int end = from;
            while (end < events.length && events[end] != '\n') {
                end++;
            }
            last.accept(Arrays.copyOfRange(events, from + DATA.length, end));
        }
    }

    /** Where the line begins that has this place; negative where there is none. */
    private static int lineStart(byte[] events, int place) {
        int start = place;
        while (start > 0 && events[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static boolean startsWith(byte[] events, int start, byte[] text) {
        return start + text.length <= events.length
                && Arrays.equals(events, start, start + text.length, text, 0, text.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
