package dev.serai.simulator;

import dev.serai.wire.ApiException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be asked of the simulator by the name of the model. Any other name answers as {@code echo} does.
 *
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI's errors</a>
 */
public enum Misbehaviour {
    NONE("echo", "answers"),

    RATE_LIMITED(
            "429",
            "429 rate_limit_exceeded, Retry-After: 1",
            429,
            "requests",
            "rate_limit_exceeded",
            "Rate limit reached: 1 request per second"),
    OUT_OF_QUOTA("429-quota", 429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
    BAD_REQUEST("400", 400, "invalid_request_error", "invalid_value", "Invalid value"),
    BAD_KEY("401", 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided"),
    FORBIDDEN("403", 403, "permission_error", null, "Insufficient permissions for this operation"),
    NOT_FOUND("404", 404, "invalid_request_error", "model_not_found", "The model does not exist"),
    REQUEST_TIMEOUT("408", 408, "timeout_error", "timeout", "The request timed out"),
    SERVER_ERROR("500", 500, "server_error", null, "The server had an error while processing your request"),
    BAD_GATEWAY("502", 502, "server_error", null, "Bad gateway"),
    UNAVAILABLE("503", 503, "server_error", null, "The engine is currently overloaded"),
    OVERLOADED("529", 529, "overloaded_error", "overloaded", "Overloaded"),
    CONTEXT_LENGTH(
            "context-length",
            400,
            "invalid_request_error",
            "context_length_exceeded",
            "This model's maximum context length is 8192 tokens. Please reduce the length of the messages."),
    FLAKY("flaky", "every second call gets 503"),

    NO_RESPONSE("no-response", "sends nothing, not even headers, until the caller's timeout"),
    RESET("reset", "resets the connection before the headers"),
    EMPTY("empty", "200 with an empty body"),
    HTML("html", "200 with an HTML page"),
    ERROR_IN_200("error-in-200", "200 whose body is an error; in a stream, an error event after 5 tokens"),
    CONTENT_FILTER("content-filter", "finish_reason content_filter after 5 tokens"),

    SLOW_FIRST_TOKEN("slow-first-token", "headers at once, the body after a delay"),
    SLOW("slow", "5 tokens a second; a whole answer takes as long"),
    STALL("stall", "hangs after 10 tokens; a whole answer after half"),
    CUT("cut", "connection reset after 10 tokens; in a whole answer after half"),
    TRUNCATED("truncated", "ends cleanly after 10 tokens, no finish and no [DONE]; a whole answer after half"),
    MALFORMED("malformed", "the tenth event is not JSON; a whole answer is half its JSON"),
    NO_DONE("no-done", "a stream without [DONE]; a whole answer is as usual");

    private static final Map<String, Misbehaviour> BY_MODEL =
            Arrays.stream(values()).collect(Collectors.toMap(Misbehaviour::model, Function.identity()));

    private final String model;
    private final String effect;
    private final int status;
    private final String type;
    private final String code;
    private final String message;

    Misbehaviour(String model, String effect) {
        this(model, effect, 0, null, null, null);
    }

    Misbehaviour(String model, int status, String type, String code, String message) {
        this(model, status + " " + (code == null ? type : code), status, type, code, message);
    }

    Misbehaviour(String model, String effect, int status, String type, String code, String message) {
        this.model = model;
        this.effect = effect;
        this.status = status;
        this.type = type;
        this.code = code;
        this.message = message;
    }

    static Misbehaviour of(String model) {
        return BY_MODEL.getOrDefault(model, NONE);
    }

    /**
     * The one that a header asks for.
     *
     * @throws ApiException 400 if there is none of that name
     */
    static Misbehaviour named(String name) {
        Misbehaviour misbehaviour = name == null ? NONE : BY_MODEL.get(name.strip());
        if (misbehaviour == null) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "x-serai-simulate",
                    "x-serai-simulate is one of " + new TreeSet<>(BY_MODEL.keySet()));
        }
        return misbehaviour;
    }

    /** This one; where it is none, the one that a model's name asks for. */
    Misbehaviour or(String model) {
        return this == NONE ? of(model) : this;
    }

    /** Whether a whole answer ends half way. */
    boolean breaksOff() {
        return this == STALL || this == CUT || this == TRUNCATED || this == MALFORMED;
    }

    /** The upstream model name that asks for it. */
    public String model() {
        return model;
    }

    /** One line of what happens, for people. */
    public String effect() {
        return effect;
    }

    /** The error that it answers instead of anything else, if that is what it does. */
    Optional<ApiException> refusal() {
        if (status == 0) {
            return Optional.empty();
        }
        ApiException refusal = new ApiException(status, type, code, null, message);
        return Optional.of(this == RATE_LIMITED ? refusal.header("Retry-After", "1") : refusal);
    }
}
