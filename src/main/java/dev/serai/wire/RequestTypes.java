package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Of what type the fields of a request are that transforms read: they make of them what they are for, and what is of
 * another type would fail somewhere in them, or go on unseen. Unknown fields may be anything, and null is what is absent.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">the fields</a>
 */
public final class RequestTypes {

    /** By operation. A client's short forms that transforms take are here as well. */
    private static final Map<String, RequestTypes> OPERATIONS = Map.of(
            "chat",
            read("""
            model string
            temperature top_p top_k frequency_penalty presence_penalty number
            max_tokens max_completion_tokens n seed top_logprobs number
            stream logprobs parallel_tool_calls store boolean
            user reasoning_effort service_tier safety_identifier prompt_cache_key verbosity string
            metadata response_format stream_options logit_bias audio prediction web_search_options object
            response_format.type response_format.json_schema.name string
            response_format.json_schema response_format.json_schema.schema object
            stop string|array
            stop[] modalities[] string
            messages tools functions modalities array
            messages[] tools[] functions[] object
            tool_choice function_call string|object
            tool_choice.type tool_choice.name tool_choice.function.name tool_choice.allowed_tools.mode string
            tool_choice.function tool_choice.allowed_tools tool_choice.allowed_tools.tools[] object
            tool_choice.allowed_tools.tools array
            function_call.name string
            tools[].type tools[].function.name tools[].function.description string
            tools[].function tools[].function.parameters object
            tools[].function.strict boolean
            functions[].name functions[].description string
            functions[].parameters object
            messages[].role messages[].name messages[].tool_call_id messages[].refusal string
            messages[].content string|array
            messages[].content[] object
            messages[].content[].type messages[].content[].text messages[].content[].refusal string
            messages[].content[].image_url string|object
            messages[].content[].image_url.url messages[].content[].image_url.detail string
            messages[].content[].input_audio messages[].content[].file object
            messages[].content[].input_audio.data messages[].content[].input_audio.format string
            messages[].content[].file.file_data messages[].content[].file.file_id string
            messages[].content[].file.filename string
            messages[].tool_calls array
            messages[].tool_calls[] messages[].tool_calls[].function messages[].function_call object
            messages[].tool_calls[].id messages[].tool_calls[].type messages[].tool_calls[].function.name string
            messages[].tool_calls[].function.arguments messages[].function_call.arguments string|object
            messages[].function_call.name string
            """),
            "completions",
            read("""
            model suffix user string
            max_tokens temperature top_p n best_of logprobs seed frequency_penalty presence_penalty number
            stream echo boolean
            stop string|array
            stop[] string
            stream_options logit_bias object
            """),
            "embeddings",
            read("""
            model encoding_format user string
            dimensions number
            """),
            "rerank",
            read("""
            model query string
            documents rank_fields array
            rank_fields[] string
            documents[] string|object
            top_n top_k max_tokens_per_doc number
            return_documents boolean
            """),
            "images",
            read("""
            model prompt size quality background output_format moderation response_format style user string
            n output_compression partial_images number
            stream boolean
            """),
            "speech",
            read("""
            model input response_format instructions stream_format string
            voice string|object
            voice.id string
            speed number
            """));

    private final Set<JsonNodeType> types = EnumSet.noneOf(JsonNodeType.class);
    private final Map<String, RequestTypes> members = new HashMap<>();
    private RequestTypes elements;

    private RequestTypes() {}

    /**
     * Checks a request.
     *
     * @throws ApiException 400 {@code invalid_type}, naming the first field of another type
     */
    public static void check(String operation, JsonNode request) {
        RequestTypes types = of(operation);
        if (types != null) {
            types.check(request, "");
        }
    }

    private static RequestTypes of(String operation) {
        return OPERATIONS.get(operation.equals(ApiRequest.COUNT) ? "chat" : operation);
    }

    /**
     * Checks the fields at the top of a request, before any is dropped or gets another name.
     *
     * @throws ApiException 400 {@code invalid_type}, naming the first field of another type
     */
    public static void check(String operation, RawObject request) {
        RequestTypes types = of(operation);
        for (String name : types == null ? Set.<String>of() : request.names()) {
            RequestTypes known = types.members.get(name);
            RawObject.Slice value = request.get(name);
            JsonNodeType type = known == null ? JsonNodeType.NULL : type(value.source()[value.start()]);
            if (type != JsonNodeType.NULL && !known.types.contains(type)) {
                throw RequestScanner.wrongType(name, known.expected());
            }
        }
    }

    /** The type of a value that begins with this byte. */
    private static JsonNodeType type(byte first) {
        return switch (first) {
            case '"' -> JsonNodeType.STRING;
            case '{' -> JsonNodeType.OBJECT;
            case '[' -> JsonNodeType.ARRAY;
            case 't', 'f' -> JsonNodeType.BOOLEAN;
            case 'n' -> JsonNodeType.NULL;
            default -> JsonNodeType.NUMBER;
        };
    }

    private void check(JsonNode value, String place) {
        if (value.isNull()) {
            return;
        }
        if (!types.isEmpty() && !types.contains(value.getNodeType())) {
            throw RequestScanner.wrongType(place, expected());
        }
        if (value.isArray() && elements != null) {
            for (int i = 0; i < value.size(); i++) {
                elements.check(value.get(i), place + "[" + i + "]");
            }
        }
        members.forEach((name, types) -> {
            JsonNode member = value.get(name);
            if (member != null) {
                types.check(member, place.isEmpty() ? name : place + "." + name);
            }
        });
    }

    private String expected() {
        return types.stream()
                .map(type -> switch (type) {
                    case STRING -> "a string";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    case ARRAY -> "an array";
                    default -> "an object";
                })
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    /** Each line has fields and, last, their type or types. */
    private static RequestTypes read(String table) {
        RequestTypes root = new RequestTypes();
        table.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            String[] types = words[words.length - 1].toUpperCase(Locale.ROOT).split("\\|", -1);
            for (String field : Arrays.copyOf(words, words.length - 1)) {
                RequestTypes at = root.at(field);
                Arrays.stream(types).map(JsonNodeType::valueOf).forEach(at.types::add);
            }
        });
        return root;
    }

    private RequestTypes at(String field) {
        RequestTypes at = this;
        for (String step : field.split("\\.", -1)) {
            boolean list = step.endsWith("[]");
            at = at.members.computeIfAbsent(step.replace("[]", ""), name -> new RequestTypes());
            if (list) {
                at.elements = at.elements == null ? new RequestTypes() : at.elements;
                at = at.elements;
            }
        }
        return at;
    }
}
