package dev.serai.balancing.wall;

import dev.serai.support.Script;

/** The ways in which a provider of the wall misbehaves. */
final class Faults {

    /** What a provider does when it is asked; {@code attempt} counts from 1. */
    @FunctionalInterface
    interface Fault {
        Script answer(Ask ask, int attempt, Reply reply);
    }

    /** None. */
    static final Fault HEALTHY = (ask, attempt, reply) -> reply.whole();

    private static final long UNTIL_READ_MILLIS = 150;
    private static final String GARBAGE = "data: {\"id\":\n\n";

    private Faults() {}

    /** An error with a code, whose message repeats the key that was shown. Headers are lines. */
    static Fault status(int status, String code, String... headers) {
        return (ask, attempt, reply) -> error(ask, status, code, headers);
    }

    /** The fault for the first attempts, and nothing wrong after them. */
    static Fault first(int attempts, Fault fault) {
        return (ask, attempt, reply) -> (attempt <= attempts ? fault : HEALTHY).answer(ask, attempt, reply);
    }

    /** A TCP reset instead of an answer. */
    static Fault reset() {
        return (ask, attempt, reply) -> Script.silent().reset();
    }

    /** Takes the request and says nothing. */
    static Fault silence(int seconds) {
        return (ask, attempt, reply) -> Script.silent().stall(seconds);
    }

    /** Headers at once, the rest late. */
    static Fault late(int seconds) {
        return (ask, attempt, reply) -> reply.late(seconds * 1000L);
    }

    /** A TCP reset after so many of the tokens: a reset overtakes what was not read yet, hence the pause before it. */
    static Fault cut(int tokens) {
        return (ask, attempt, reply) ->
                reply.upTo(tokens).pause(UNTIL_READ_MILLIS).reset();
    }

    /** Silence after so many of the tokens. */
    static Fault stall(int tokens, int seconds) {
        return (ask, attempt, reply) -> reply.upTo(tokens).stall(seconds);
    }

    /** One event too many, which is not JSON. */
    static Fault garbage(int tokens) {
        return (ask, attempt, reply) -> reply.streamed() ? reply.with(GARBAGE, tokens) : Script.json(200, GARBAGE);
    }

    /** All but {@code [DONE]}. */
    static Fault noDone() {
        return (ask, attempt, reply) -> reply.withoutDone();
    }

    /** A content filter that struck after so many of the tokens. */
    static Fault filtered(int tokens) {
        return (ask, attempt, reply) -> reply.ended(tokens, "content_filter");
    }

    /** Continues no text of others. */
    static Fault noPrefill() {
        return (ask, attempt, reply) ->
                ask.prefill().isEmpty() ? reply.whole() : error(ask, 400, "prefill_not_supported");
    }

    static Script error(Ask ask, int status, String code, String... headers) {
        return Script.json(
                status,
                "{\"error\":{\"message\":\"%s, key %s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                        .formatted(code, ask.key(), status < 500 ? "invalid_request_error" : "server_error", code),
                headers);
    }
}
