package dev.serai.stream;

import dev.serai.wire.Intake;
import dev.serai.wire.MemoryShort;
import java.io.IOException;

/** The events of a stream as they arrive, however they are told apart. */
interface StreamEvents {

    /**
     * Waits for the next event that has data.
     *
     * @return the event, or null at the end of the stream
     * @throws BrokenFrame if what comes is no event
     * @throws IOException if the stream breaks
     * @throws Intake.TooLarge if one event, or all, exceed their limits
     * @throws MemoryShort if there is no memory for the event
     */
    SseParser.Event next() throws IOException;

    /** Nothing more is read, and nothing is kept: whoever has the stream may have it for long. */
    void end();
}
