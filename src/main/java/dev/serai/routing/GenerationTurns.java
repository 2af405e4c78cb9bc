package dev.serai.routing;

import dev.serai.call.Call;
import dev.serai.realtime.Turns;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Origin;
import dev.serai.traces.Tracing;

/** Admits responses of sessions in the generation that serves: a session outlives reloads. */
record GenerationTurns(Generations generations, MemoryBudget memory, Tracing tracing) implements Turns {

    @Override
    public Place enter() {
        Generation generation = generations.enter();
        try {
            MemoryBudget.Holding bodies = memory.open();
            return new Place(generation.context(), bodies, () -> {
                bodies.close();
                generation.leave();
            });
        } catch (RuntimeException | Error e) {
            generation.leave();
            throw e;
        }
    }

    @Override
    public void traced(Call call, Origin origin) {
        tracing.begin(call, origin);
    }
}
