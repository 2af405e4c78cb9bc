package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;

/** What the choices of a chat say: made once as far as they say the same, however many there are. */
final class Content {

    private final JsonNode wanted;
    private final Conversation conversation;
    private String beginning;
    private String sample;

    Content(JsonNode request, Conversation conversation) {
        this.wanted = request.path("response_format");
        this.conversation = conversation;
    }

    /** What one of them says. */
    String said(Fingerprint chance) {
        return switch (wanted.path("type").asText("")) {
            case "json_schema" -> sample();
            case "json_object" ->
                Json.MAPPER.createObjectNode().put("answer", words(chance)).toString();
            default -> words(chance);
        };
    }

    private String sample() {
        if (sample == null) {
            sample = SchemaSampler.sample(wanted.at("/json_schema/schema"), new SampleEffort())
                    .toString();
        }
        return sample;
    }

    private String words(Fingerprint chance) {
        if (beginning == null) {
            beginning = Wording.beginning(conversation);
        }
        return beginning + Wording.sentences(chance);
    }
}
