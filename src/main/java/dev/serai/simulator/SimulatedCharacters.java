package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;

/** Who can be in videos of a simulated provider, by name alone. */
record SimulatedCharacters(SimulatedObjects objects) {

    void serve(SimulatedRoutes routes) {
        routes.on("POST /videos/characters", this::create)
                .on("GET /videos/characters/{}", request -> objects.get(SimulatedKind.CHARACTER, "", request.id()));
    }

    private ObjectNode create(SimulatedRequest request) {
        String name = request.said("name");
        if (name.isEmpty() || request.said("video").isEmpty()) {
            throw ApiException.badRequest(
                    "missing_required_parameter", name.isEmpty() ? "name" : "video", "'name' and 'video' are required");
        }
        return objects.add(
                SimulatedKind.CHARACTER,
                "",
                objects.draft(SimulatedKind.CHARACTER).put("name", name));
    }
}
