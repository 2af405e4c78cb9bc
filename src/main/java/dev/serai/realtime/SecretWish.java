package dev.serai.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.ClientSecret;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.JsonGrammar;
import dev.serai.wire.ModelName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What sessions are to be that a client secret is asked for.
 *
 * @param session in the words of their API
 * @param time for which they may be asked for
 * @see <a href="https://platform.openai.com/docs/api-reference/realtime-sessions/create-realtime-client-secret">client secrets</a>
 */
record SecretWish(ObjectNode session, Duration time) {

    /** The variable that has it; Java's alone. */
    static final String VARIABLE = "secretWish";

    /** It travels in a header. */
    private static final int LONGEST = 4096;

    private static final String SESSION = "session";
    private static final String MODEL = "model";
    private static final String TYPE = "type";
    private static final String TRANSCRIPTION = "transcription";
    private static final int LEAST_SECONDS = 10;
    private static final int MOST_SECONDS = 7200;
    private static final int USUAL_SECONDS = 600;

    /** Of a request's body. */
    static SecretWish read(byte[] body) {
        JsonNode asked;
        try {
            asked = Json.parse(body);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("invalid_json", null, "The request body is no JSON");
        }
        if (!(asked.path(SESSION) instanceof ObjectNode session)) {
            throw ApiException.badRequest(
                    "missing_required_parameter",
                    SESSION,
                    "'session' is required: the sessions that the secret is for");
        }
        JsonGrammar.requireOnce(body);
        session.put(TYPE, session.path(TYPE).asText(SessionWish.REALTIME));
        if (!Set.of(SessionWish.REALTIME, TRANSCRIPTION)
                .contains(session.path(TYPE).asText())) {
            throw ApiException.badRequest("invalid_value", "session.type", "'type' is 'realtime' or 'transcription'");
        }
        SecretWish wish = new SecretWish(session, time(asked.path("expires_after")));
        wish.requireFit();
        return wish;
    }

    private static Duration time(JsonNode after) {
        JsonNode seconds = after.path("seconds");
        boolean said = !seconds.isMissingNode() && !seconds.isNull();
        long time = said && seconds.isIntegralNumber() ? seconds.asLong() : said ? 0 : USUAL_SECONDS;
        if (time < LEAST_SECONDS || time > MOST_SECONDS) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "expires_after.seconds",
                    "'seconds' is an integer, from " + LEAST_SECONDS + " to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(time);
    }

    private void requireFit() {
        if (session.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw ApiException.badRequest(
                    "string_above_max_length",
                    SESSION,
                    "'session' is longer than " + LONGEST + " bytes: say the rest in the session, by session.update");
        }
        if (model() == null) {
            throw ApiException.badRequest(
                    "missing_required_parameter",
                    "session.model",
                    "Name the model that the sessions are to have: \"model\": \"gpt-realtime\"");
        }
    }

    /** What the sessions are of which a secret says that. */
    static SecretWish of(ClientSecret secret) {
        try {
            byte[] session = secret.session().getBytes(StandardCharsets.UTF_8);
            return new SecretWish((ObjectNode) Json.parse(session), Duration.ZERO);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a secret that was made here", e);
        }
    }

    /** Whose sessions they are; null where nobody says it. */
    private String model() {
        JsonNode own = session.path(MODEL);
        JsonNode model = own.isMissingNode() ? session.at("/audio/input/transcription/model") : own;
        return model.isTextual() && !model.textValue().isBlank() ? model.textValue() : null;
    }

    /** That one of them is asked for. */
    SessionWish wish(Map<String, String> headers) {
        String operation =
                session.path(TYPE).asText().equals(TRANSCRIPTION) ? SessionWish.TRANSCRIPTION : SessionWish.REALTIME;
        return new SessionWish(operation, ModelName.required(model(), "session.model"), headers);
    }

    /** What its provider is told of it, before its client says anything; null if there is nothing to be told. */
    String update() {
        ObjectNode told = session.deepCopy();
        told.remove(MODEL); // the address has it, as its provider knows it
        if (told.size() == 1) {
            return null;
        }
        ObjectNode event = Json.MAPPER.createObjectNode().put(TYPE, "session.update");
        event.set(SESSION, told);
        return event.toString();
    }
}
