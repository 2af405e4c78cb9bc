package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.OpenAiShape;
import java.nio.charset.StandardCharsets;

/** The error objects that end a stream which broke after its beginning. */
public final class StreamErrors {

    private static final String PREFIX = "upstream_";
    private static final String TIMEOUT = "timeout_error";

    private StreamErrors() {}

    /** Whether it was found here, and not said by the provider. */
    public static boolean isOurs(JsonNode error) {
        return error.path("code").asText().startsWith(PREFIX);
    }

    /** The upstream closed the connection before it said that it was complete. */
    public static JsonNode truncated() {
        return error("upstream_stream_truncated", "The upstream stream ended before it was complete");
    }

    /** The upstream sent something that is no event of its format. */
    public static JsonNode garbled() {
        return garbled(null);
    }

    /** The same, and why it cannot. */
    static JsonNode garbled(String why) {
        String what = "The upstream sent an event that cannot be read";
        return error("upstream_stream_garbled", why == null ? what : what + ": " + why);
    }

    /** The upstream sent more than there may be. */
    static JsonNode tooLarge(String what) {
        return error("upstream_stream_too_large", "The upstream stream cannot be passed on: " + what);
    }

    /** The upstream was silent, or slow, for longer than the route allows. */
    public static JsonNode timedOut(String timer) {
        return ApiException.body("The upstream stream exceeded its " + timer, TIMEOUT, null, "upstream_timeout")
                .get("error");
    }

    /** A provider failed in the midst of its answer, and what others answer does not continue it. */
    public static JsonNode diverged() {
        return error(
                "upstream_stream_diverged",
                "The provider failed in the midst of its answer, and another one's answer does not continue what was sent");
    }

    /** The routes that the stream began on were replaced, longer ago than a stream may finish on them. */
    public static JsonNode drained() {
        return error(
                "gateway_drain_timeout",
                "The gateway's routes were changed, and the answer outlasted the time to finish");
    }

    /** The gateway is being stopped, and waits no longer. */
    public static JsonNode stopped() {
        return error("gateway_stopped", "The gateway was stopped, and the answer outlasted the time to finish");
    }

    /** The same where nothing was sent yet: the client may ask again. */
    public static ApiException refusal(JsonNode ending) {
        return new ApiException(
                        503,
                        ending.path("type").asText(),
                        ending.path("code").asText(),
                        null,
                        ending.path("message").asText())
                .header("retry-after", "1");
    }

    /** Whether somebody was too slow. */
    public static boolean isTimeout(JsonNode error) {
        return TIMEOUT.equals(error.path("type").asText());
    }

    /** Others get the same, and are further ahead than is kept of it. */
    static JsonNode leftBehind() {
        return error(
                "answer_taken_too_slowly",
                "The answer goes to others, too, who are further ahead than the gateway keeps of it; ask again");
    }

    /** The gateway itself failed. */
    static JsonNode internal() {
        return error("internal_error", "The gateway failed; its log says why");
    }

    /** The event that carries an error object, the last one of its stream. */
    public static byte[] event(JsonNode errorObject) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        // a copy: what a transform says as a constant is the same object every time
        event.set("error", errorObject.deepCopy());
        return ("data: " + Json.text(OpenAiShape.error(event)) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode error(String code, String message) {
        return ApiException.body(message, "server_error", null, code).get("error");
    }
}
