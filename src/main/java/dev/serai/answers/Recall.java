package dev.serai.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.Memory;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code recall}: a request that goes on from a kept answer, or names items of one, gets them. One that is not there,
 * or another owner's, is refused before anything is asked. And whether it is to be answered later.
 */
record Recall(KeptAnswers answers) implements Processor {

    /** Of the characters of what was said before: as bytes, and joined. */
    private static final long COPIES = 4;

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
        KeptAnswer before = previous == null ? null : previous(exchange, previous, memory);
        String past = before == null ? "[]" : past(before, memory);
        JsonNode items = tree(past, memory);
        ObjectNode told = Json.MAPPER.createObjectNode();
        told.put("id", exchange.getVariable(Later.ID, String.class));
        told.set("items", items);
        RawObject.Slice said = original.members().get("input");
        Set<String> keepers = new HashSet<>();
        if (before != null) {
            keepers.add(before.provider());
        }
        String own = Inputs.of(said);
        if (refers) {
            JsonNode input = tree(said, memory);
            NamedItems.Known known = new NamedItems(answers, AnswerId.owner(exchange), memory).find(input, items);
            told.set("known", known.items());
            own = Json.text(NamedItems.replaced(input, known.items()));
            keepers.addAll(known.keepers());
        }
        String keeper = keepers.size() == 1 ? keepers.iterator().next() : null;
        memory.take(2L * (past.length() + own.length()));
        original.remembers(new Original.Past(told, keeper, Inputs.joined(past, own)));
        Requests.set(exchange, request.longer(past.length()));
    }

    private KeptAnswer previous(Exchange exchange, String id, Memory memory) {
        KeptAnswer before = (AnswerId.is(id)
                        ? answers.find(AnswerId.of(exchange, id), memory)
                        : Optional.<KeptAnswer>empty())
                .orElseThrow(() -> ApiException.badRequest(
                        "previous_response_not_found",
                        PREVIOUS,
                        "Previous response with id '" + AnswerId.shown(id) + "' not found."));
        if (before.underWay()) {
            throw ApiException.badRequest(
                    "previous_response_not_completed",
                    PREVIOUS,
                    "The response '" + AnswerId.shown(id) + "' is not completed yet.");
        }
        return before;
    }

    /** All that was said until then, as a JSON array. */
    private static String past(KeptAnswer before, Memory memory) {
        memory.take(COPIES * before.size());
        byte[] answer = before.answer().getBytes(StandardCharsets.UTF_8);
        try {
            RawObject.Slice output = JsonMembers.of(answer, 0, answer.length).get("output");
            return Inputs.joined(before.input(), Inputs.of(output));
        } catch (IOException e) {
            throw new IllegalStateException("a kept answer is no JSON", e);
        }
    }

    private static JsonNode tree(String json, Memory memory) throws JsonProcessingException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return tree(RawObject.Slice.of(bytes), memory);
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
