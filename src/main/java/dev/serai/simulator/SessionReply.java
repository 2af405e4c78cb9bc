package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.simulator.SimulatedSession.Step;
import dev.serai.simulator.SimulatedSession.Then;
import dev.serai.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a response of a realtime session, a word each, and how they misbehave.
 *
 * @param firstTokenDelay how long {@code slow-first-token} waits
 * @param tokenPause before each word
 */
record SessionReply(Misbehaviour misbehaviour, Duration firstTokenDelay, Duration tokenPause) {

    private static final Duration SLOW_PAUSE = Duration.ofMillis(200);
    private static final int EARLY = 5;
    private static final int BREAK = 10;

    /** The answer to what was said last. */
    List<Step> answer(String said, String id, String item, long prompt) {
        List<Step> steps = new ArrayList<>();
        steps.add(step(response("response.created", id, "in_progress"), Duration.ZERO));
        if (misbehaviour == Misbehaviour.EMPTY) {
            steps.add(new Step("", Duration.ZERO, Then.BYE));
            return steps;
        }
        if (misbehaviour == Misbehaviour.SLOW_FIRST_TOKEN) {
            steps.add(step(event("rate_limits.updated"), firstTokenDelay));
        }
        ObjectNode user = Json.MAPPER.createObjectNode().put("role", "user").put("content", said);
        String text =
                Wording.beginning(new Conversation(Json.MAPPER.createArrayNode().add(user)))
                        + Wording.sentences(Fingerprint.of("realtime", said));
        List<String> words = Tokenizer.of(text);
        int count = 0;
        for (String word : words) {
            if (breaks(steps, count)) {
                return steps;
            }
            if (endsEarly() && count == EARLY) {
                break;
            }
            count++;
            ObjectNode delta = event("response.output_text.delta")
                    .put("response_id", id)
                    .put("item_id", item)
                    .put("output_index", 0)
                    .put("content_index", 0)
                    .put("delta", word);
            steps.add(step(delta, misbehaviour == Misbehaviour.SLOW ? SLOW_PAUSE : tokenPause));
        }
        if (misbehaviour != Misbehaviour.NO_DONE) {
            steps.add(step(done(id, prompt, count), Duration.ZERO));
        }
        return steps;
    }

    private boolean endsEarly() {
        return misbehaviour == Misbehaviour.CONTENT_FILTER || misbehaviour == Misbehaviour.ERROR_IN_200;
    }

    /** Whether nothing follows. */
    private boolean breaks(List<Step> steps, int count) {
        if (count != BREAK) {
            return false;
        }
        switch (misbehaviour) {
            case CUT -> steps.add(new Step("", Duration.ZERO, Then.RESET));
            case TRUNCATED -> steps.add(new Step("", Duration.ZERO, Then.BYE));
            case STALL -> steps.add(new Step("", Duration.ZERO, Then.SILENCE));
            case MALFORMED -> steps.add(new Step("{\"type\":\"response.out", Duration.ZERO, Then.MORE));
            default -> {}
        }
        return misbehaviour == Misbehaviour.CUT
                || misbehaviour == Misbehaviour.TRUNCATED
                || misbehaviour == Misbehaviour.STALL;
    }

    private JsonNode done(String id, long prompt, int count) {
        ObjectNode done = response(
                "response.done",
                id,
                switch (misbehaviour) {
                    case CONTENT_FILTER -> "incomplete";
                    case ERROR_IN_200 -> "failed";
                    default -> "completed";
                });
        ObjectNode response = (ObjectNode) done.get("response");
        if (misbehaviour == Misbehaviour.CONTENT_FILTER) {
            response.putObject("status_details").put("type", "incomplete").put("reason", "content_filter");
        } else if (misbehaviour == Misbehaviour.ERROR_IN_200) {
            response.putObject("status_details")
                    .put("type", "failed")
                    .putObject("error")
                    .put("type", "server_error")
                    .put("code", "server_error");
        }
        ObjectNode usage = response.putObject("usage")
                .put("total_tokens", prompt + count)
                .put("input_tokens", prompt)
                .put("output_tokens", count);
        usage.putObject("input_token_details").put("text_tokens", prompt).put("audio_tokens", 0);
        usage.putObject("output_token_details").put("text_tokens", count).put("audio_tokens", 0);
        return done;
    }

    private static ObjectNode response(String type, String id, String status) {
        ObjectNode event = event(type);
        event.putObject("response")
                .put("object", "realtime.response")
                .put("id", id)
                .put("status", status);
        return event;
    }

    private static ObjectNode event(String type) {
        return Json.MAPPER.createObjectNode().put("type", type);
    }

    private static Step step(JsonNode event, Duration pause) {
        return new Step(event.toString(), pause, Then.MORE);
    }
}
