package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.IOException;
import java.util.Set;

/** Has the simulator answer the requests of a batch, one by one, within what a batch may write. */
final class BatchWork {

    /** So many requests a batch may have. */
    static final int MOST = 2000;

    private static final int LARGEST_ANSWER = 1 << 20;

    /** Models that take their time. */
    private static final Set<String> WAITING = Set.of("no-response", "slow-first-token", "slow", "stall");

    private final Simulator simulator;
    private final String operation;
    private long room = SimulatedObjects.LARGEST / 2;

    /** What one request got. */
    record Done(int status, String requestId, JsonNode body) {}

    BatchWork(Simulator simulator, String operation) {
        this.simulator = simulator;
        this.operation = operation;
    }

    /** Answers one; what cannot be read is a bad request, what breaks off a server's failure. */
    Done answer(JsonNode request) {
        if (!(request instanceof ObjectNode asked)) {
            return refused(
                    ApiException.badRequest("invalid_json_line", null, "This line is not parseable as a request"));
        }
        try {
            if (WAITING.contains(asked.path("model").asText())) {
                throw new IOException("it would keep all others waiting");
            }
            Reply reply = simulator.reply(operation, asked.deepCopy().without("stream"));
            byte[] body = reply.body().readNBytes(LARGEST_ANSWER + 1);
            room -= body.length;
            if (body.length > LARGEST_ANSWER || room < 0) {
                return refused(ApiException.badRequest(
                        "output_too_large", null, "The batch would write more than the simulator keeps"));
            }
            return new Done(reply.status(), reply.headers().get("x-request-id"), Json.parse(body));
        } catch (JsonProcessingException e) { // no whole answer
            return failed();
        } catch (IOException e) {
            return failed();
        }
    }

    private static Done refused(ApiException why) {
        return new Done(why.status(), null, why.body());
    }

    private static Done failed() {
        ApiException why = Misbehaviour.SERVER_ERROR.refusal().orElseThrow();
        return new Done(why.status(), null, why.body());
    }
}
