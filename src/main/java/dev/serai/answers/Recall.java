package dev.serai.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code recall}: a request that goes on from a kept answer, or names items of one, gets them. One that is not there,
 * or another owner's, is refused before anything is asked. And whether it is to be answered later.
 */
record Recall(KeptAnswers answers) implements Processor {

    private static final String PREVIOUS = "previous_response_id";

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        ApiRequest request = Requests.of(exchange);
        Original original = request.original();
        if (original == null) {
            return;
        }
        exchange.setVariable(Later.VARIABLE, Later.isWanted(original.members()));
        RawObject.Slice previous = original.members().get(PREVIOUS);
        boolean goesOn = previous != null && !previous.is("null");
        RawObject.Slice input = original.members().get("input");
        boolean refers = NamedItems.in(input);
        if (goesOn || refers || exchange.getVariable(Later.ID) != null) {
            remember(exchange, request, goesOn ? text(previous) : null, refers);
        }
    }

    private void remember(Exchange exchange, ApiRequest request, String previous, boolean refers)
            throws JsonProcessingException {
        Memory memory = Call.of(exchange).memory();
        Original original = request.original();
        ObjectNode told = Json.MAPPER.createObjectNode();
        told.put("id", exchange.getVariable(Later.ID, String.class));
        KeptAnswer before = previous == null ? null : previous(exchange, previous);
        JsonNode items = before == null ? Json.MAPPER.createArrayNode() : items(before, memory);
        told.set("items", items);
        JsonNode input = null;
        if (refers) {
            input = tree(original.members().get("input"), memory);
            told.set("known", new NamedItems(answers, Owners.of(exchange), memory).find(input));
            input = NamedItems.replaced(input, told.get("known"));
        }
        String own = input == null ? Inputs.of(original.members().get("input")) : Json.text(input);
        String all = before == null ? own : Inputs.joined(Json.text(items), own);
        original.remembers(new Original.Past(told, before == null ? null : before.provider(), all));
        Requests.set(exchange, request.longer(all.length() - own.length()));
    }

    private KeptAnswer previous(Exchange exchange, String id) {
        KeptAnswer before = answers.find(Owners.of(exchange), id)
                .orElseThrow(() -> ApiException.badRequest(
                        "previous_response_not_found", PREVIOUS, "Previous response with id '" + id + "' not found."));
        if (before.underWay()) {
            throw ApiException.badRequest(
                    "previous_response_not_completed", PREVIOUS, "The response '" + id + "' is not completed yet.");
        }
        return before;
    }

    /** All that was said until then. */
    private static ArrayNode items(KeptAnswer before, Memory memory) throws JsonProcessingException {
        memory.take(TreeSize.of(before.input().getBytes(StandardCharsets.UTF_8))
                + TreeSize.of(before.answer().getBytes(StandardCharsets.UTF_8)));
        ArrayNode items = Json.MAPPER.createArrayNode();
        Json.parse(before.input().getBytes(StandardCharsets.UTF_8)).forEach(items::add);
        Json.parse(before.answer().getBytes(StandardCharsets.UTF_8))
                .path("output")
                .forEach(items::add);
        return items;
    }

    private static JsonNode tree(RawObject.Slice slice, Memory memory) throws JsonProcessingException {
        memory.take(TreeSize.of(slice.source(), slice.start(), slice.end()));
        return Json.parse(slice.source(), slice.start(), slice.length());
    }

    private static String text(RawObject.Slice slice) throws JsonProcessingException {
        JsonNode text = Json.parse(slice.source(), slice.start(), slice.length());
        if (!text.isTextual()) {
            throw ApiException.badRequest("invalid_type", PREVIOUS, "'" + PREVIOUS + "' must be a string");
        }
        return text.textValue();
    }
}
