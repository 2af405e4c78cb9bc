package dev.serai.call;

import java.util.function.BiConsumer;

/** By which ids a trace knows a request: made when it begins, since whoever is asked for it is told of them. */
public interface Trace {

    /** 32 hexadecimal digits. */
    String id();

    /** Whether its spans will be kept. */
    boolean sampled();

    /**
     * Gives the headers, names and values, by which whoever is asked goes on with the trace.
     *
     * @param asked null where that is on no record
     */
    void passOn(TimedAttempt asked, BiConsumer<String, String> header);
}
