package dev.serai.stream;

/** Where events end in the bytes of several. */
final class EventBytes {

    private EventBytes() {}

    /** The end of the event that begins there: behind the empty line after it, or where the bytes end. */
    static int end(byte[] events, int from) {
        boolean empty = true;
        for (int i = from; i < events.length; i++) {
            if (events[i] == '\n') {
                if (empty && i > from) {
                    return i + 1;
                }
                empty = true;
            } else if (events[i] != '\r') {
                empty = false;
            }
        }
        return events.length;
    }
}
