package dev.serai.simulator;

import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.io.IOException;
import org.apache.hc.core5.http.HttpEntity;

/** What a simulated provider keeps, and has made for clients, at the paths of each API. */
final class SimulatedStore {

    private final Simulator simulator;
    private final SimulatedRoutes routes;

    SimulatedStore(Simulator simulator) {
        this.simulator = simulator;
        SimulatedObjects objects = simulator.objects();
        SimulatedFiles files = new SimulatedFiles(objects);
        this.routes = new SimulatedRoutes(objects);
        files.serve(routes);
        new SimulatedBatches(simulator, objects, files).serve(routes);
        new SimulatedCharacters(objects).serve(routes);
        simulator.videos().serve(routes);
        new SimulatedVectorStores(objects, files).serve(routes);
        new SimulatedContainers(objects, files).serve(routes);
        new SimulatedTuning(objects, files).serve(routes);
        new SimulatedMessageBatches(simulator, objects).serve(routes);
        new SimulatedNamedFiles(objects).serve(routes);
        new SimulatedCaches(objects).serve(routes);
    }

    /** Answers a request that passes, as HTTP. */
    Reply reply(Passed request, HttpEntity entity, Misbehaviour misbehaviour) throws IOException {
        if (misbehaviour == Misbehaviour.ERROR_IN_200) {
            return SimulatedErrors.afterOk(request);
        }
        try {
            return simulator.begun(misbehaviour, () -> routes.answer(SimulatedRequest.read(request, entity)));
        } catch (ApiException e) {
            return SimulatedErrors.of(request, e);
        }
    }
}
