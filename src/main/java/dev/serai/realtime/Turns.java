package dev.serai.realtime;

import dev.serai.call.Call;
import dev.serai.traces.Origin;
import dev.serai.wire.Memory;
import org.apache.camel.CamelContext;

/** Where responses of sessions are admitted: in the generation that serves when they begin. */
public interface Turns {

    /** Its name in the registry. */
    String NAME = "realtimeTurns";

    /**
     * What one of them takes.
     *
     * @param context of the generation, in which it is in flight until it is released
     */
    record Place(CamelContext context, Memory memory, Runnable release) {}

    /** A place in the generation that serves. */
    Place enter();

    /** Gives a call its trace. */
    void traced(Call call, Origin origin);
}
