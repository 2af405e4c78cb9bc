package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.FieldRules;
import dev.serai.provider.Fields;
import dev.serai.provider.Provider;
import dev.serai.provider.Unsent;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.RawObject.Slice;
import java.util.List;
import java.util.Map;

/**
 * What every request needs before it can go to a provider, done on the raw bytes: the target's model name, fields that
 * the provider knows by another name or refuses, and usage asked for in every stream.
 */
final class RequestEdits {

    private static final int LONGEST_OPTIONS = 1 << 14;

    private RequestEdits() {}

    /**
     * Edits the members of a request in place.
     *
     * @param asked the request that they are of
     * @param memory what is made of them is taken of
     * @return the names of fields that were dropped although they said something
     */
    static Unsent apply(RawObject request, ApiRequest asked, Provider provider, String model, Memory memory) {
        dropWhatSaysNothing(request);
        request.put("model", (Object) model);
        if (asked.signed()) {
            Signatures.takeOut(request, provider, memory);
        }
        FieldRules rules = provider.fields();
        ObjectNode settings = provider.settings(model);
        rules.rename(settings).forEach((from, to) -> rename(request, from, to));
        if (!isTrue(request.get("stream"))) {
            request.remove("stream_options");
        } else if (asked.isText()) {
            askForUsage(request);
        }
        Unsent unsent = new Unsent();
        for (String name : rules.drop(settings)) {
            drop(request, name, unsent);
        }
        Fields known = rules.known(asked.operation());
        if (!known.isEmpty()) {
            for (String name : List.copyOf(request.names())) {
                if (!known.has(name)) {
                    drop(request, name, unsent);
                }
            }
        }
        return unsent;
    }

    private static void drop(RawObject request, String name, Unsent unsent) {
        Slice value = request.get(name);
        if (value != null) {
            if (saysSomething(name, value)) {
                unsent.add(name);
            }
            request.remove(name);
        }
    }

    /** SDK types allow null nearly everywhere, most providers nowhere; {@code tools: []} is refused by OpenAI itself. */
    private static void dropWhatSaysNothing(RawObject request) {
        for (String name : List.copyOf(request.names())) {
            if (request.get(name).is("null")) {
                request.remove(name);
            }
        }
        Slice tools = request.get("tools");
        if (tools != null && isEmptyArray(tools)) {
            request.remove("tools");
        }
        if (request.get("tools") == null) {
            request.remove("tool_choice");
            request.remove("parallel_tool_calls");
        }
    }

    /** Where both names are there, the newer of the two token limits counts. */
    private static void rename(RawObject request, String from, String to) {
        if (request.get(from) == null) {
            return;
        }
        if (to.equals("max_completion_tokens") && request.get(to) != null) {
            request.remove(from);
        } else {
            request.rename(from, to);
        }
    }

    private static void askForUsage(RawObject request) {
        Slice options = request.get("stream_options");
        if (options == null) {
            request.put("stream_options", Map.of("include_usage", true));
            return;
        }
        if (options.length() > LONGEST_OPTIONS) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "stream_options",
                    "'stream_options' is longer than the " + LONGEST_OPTIONS + " bytes that it may have");
        }
        try {
            if (Json.parse(options.source(), options.start(), options.length()) instanceof ObjectNode object) {
                request.put("stream_options", object.put("include_usage", true));
            }
        } catch (JsonProcessingException e) {
            throw InvalidJson.within("stream_options", e);
        }
    }

    /** A field at its default asks for nothing that could be missed. */
    private static boolean saysSomething(String name, Slice value) {
        return switch (name) {
            case "stream_options" -> false;
            case "parallel_tool_calls" -> !value.is("true");
            case "n" -> !value.is("1");
            default -> !value.is("false") && !value.is("\"auto\"");
        };
    }

    private static boolean isTrue(Slice value) {
        return value != null && value.is("true");
    }

    private static boolean isEmptyArray(Slice value) {
        int i = value.start() + 1;
        while (i < value.end() && value.source()[i] <= ' ') {
            i++;
        }
        return value.source()[value.start()] == '[' && value.source()[i] == ']';
    }
}
