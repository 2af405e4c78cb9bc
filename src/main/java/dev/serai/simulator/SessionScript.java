package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.simulator.SimulatedSession.Step;
import dev.serai.simulator.SimulatedSession.Then;
import dev.serai.wire.Json;
import java.time.Duration;
import java.util.List;

/**
 * What is said in a realtime session: the same to the same events.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/realtime-server-events">OpenAI's server events</a>
 */
final class SessionScript {

    private static final int MOST_REMEMBERED = 1000;
    private static final int SOUND_PER_TOKEN = 6400;

    private final SessionReply replies;
    private final String model;
    private final boolean transcribes;
    private JsonNode session;
    private String said = "";
    private long heard;
    private int number;

    SessionScript(String model, boolean transcribes, SessionReply replies) {
        this.model = model;
        this.transcribes = transcribes;
        this.replies = replies;
        this.session = Json.MAPPER
                .createObjectNode()
                .put("object", "realtime.session")
                .put("id", id("sess_"))
                .put("type", transcribes ? "transcription" : "realtime")
                .put("model", model);
    }

    private String id(String prefix) {
        return Fingerprint.of("realtime", model, said, ++number).id(prefix);
    }

    private ObjectNode event(String type) {
        return Json.MAPPER.createObjectNode().put("type", type).put("event_id", id("event_"));
    }

    private static Step step(JsonNode event) {
        return new Step(event.toString(), Duration.ZERO, Then.MORE);
    }

    /** What is said first. */
    List<Step> begin() {
        return List.of(step(event("session.created").set("session", session)));
    }

    /** What is said to what cannot be read. */
    List<Step> unread(String why) {
        ObjectNode event = event("error");
        event.putObject("error")
                .put("type", "invalid_request_error")
                .put("code", "invalid_event")
                .put("message", why)
                .putNull("param")
                .putNull("event_id");
        return List.of(step(event));
    }

    /** What is said to an event. */
    List<Step> answer(JsonNode asked) {
        return switch (asked.path("type").asText("")) {
            case "session.update", "transcription_session.update" -> updated(asked.path("session"));
            case "conversation.item.create" -> created(asked.path("item"));
            case "input_audio_buffer.append" -> {
                heard += asked.path("audio").asText("").length();
                yield List.of();
            }
            case "input_audio_buffer.clear" -> {
                heard = 0;
                yield List.of(step(event("input_audio_buffer.cleared")));
            }
            case "input_audio_buffer.commit" -> committed();
            case "response.create" ->
                transcribes
                        ? unread("There are no responses in a session for transcription")
                        : replies.answer(said, id("resp_"), id("item_"), tokensHeard());
            case "response.cancel" -> unread("There is no response to cancel");
            default -> unread("Unknown event");
        };
    }

    private long tokensHeard() {
        return Tokenizer.count(said);
    }

    private List<Step> updated(JsonNode update) {
        ObjectNode all = session.deepCopy();
        if (update.isObject()) {
            all.setAll((ObjectNode) update.deepCopy());
        }
        session = all.put("model", model);
        return List.of(step(event("session.updated").set("session", session)));
    }

    private List<Step> created(JsonNode item) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : item.path("content")) {
            text.append(part.path("text").asText(""));
        }
        said = text.length() > MOST_REMEMBERED ? text.substring(0, MOST_REMEMBERED) : text.toString();
        return List.of(step(event("conversation.item.added").set("item", item)));
    }

    private List<Step> committed() {
        long tokens = heard / SOUND_PER_TOKEN + 1;
        heard = 0;
        said = "a sound of " + tokens + " tokens";
        String item = id("item_");
        Step committed = step(event("input_audio_buffer.committed").put("item_id", item));
        JsonNode transcription = session.at("/audio/input/transcription").isObject()
                ? session.at("/audio/input/transcription")
                : session.path("input_audio_transcription");
        if (!transcription.isObject()) {
            return List.of(committed);
        }
        ObjectNode done = event("conversation.item.input_audio_transcription.completed")
                .put("item_id", item)
                .put("content_index", 0)
                .put("transcript", said);
        done.putObject("usage")
                .put("type", "tokens")
                .put("input_tokens", tokens)
                .put("output_tokens", Tokenizer.count(said))
                .put("total_tokens", tokens + Tokenizer.count(said))
                .putObject("input_token_details")
                .put("text_tokens", 0)
                .put("audio_tokens", tokens);
        return List.of(committed, step(done));
    }
}
