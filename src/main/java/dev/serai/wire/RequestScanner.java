package dev.serai.wire;

import static java.math.BigDecimal.ONE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.RawObject.Slice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a request once, without building a tree: checks that it is one JSON object with the members that its operation
 * requires, notes where each member's bytes are, and what the request needs of a provider.
 */
public final class RequestScanner {

    private final String operation;
    private final byte[] bytes;
    private final JsonParser json;
    private final String promptMember;
    private final RawObject members = new RawObject();
    private final Map<String, String> needs = new LinkedHashMap<>();
    private String model;
    private boolean stream;
    private boolean includeUsage;
    private boolean base64;
    private ApiRequest.Media media = ApiRequest.Media.NONE;
    private boolean signed;
    private final KeptIds kept = new KeptIds();

    private RequestScanner(String operation, byte[] bytes) throws IOException {
        this.operation = operation;
        this.promptMember = RequestMembers.promptOf(operation);
        this.bytes = bytes;
        this.json = Json.FACTORY.createParser(bytes);
    }

    /**
     * Reads a request.
     *
     * @param operation {@code chat}, {@code completions} or {@code embeddings}
     * @throws ApiException 400, naming the field, if it cannot be served by anyone
     */
    public static ApiRequest scan(String operation, byte[] bytes) {
        byte[] text = text(bytes);
        try {
            return new RequestScanner(operation, text).read();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /** The body without a byte order mark, if it can be JSON at all. */
    static byte[] text(byte[] bytes) {
        if (bytes.length == 0) {
            throw ApiException.badRequest(null, null, "The request body is empty; send a JSON object");
        }
        if (JsonText.isWide(bytes, 0, bytes.length)) {
            throw ApiException.badRequest(null, null, "The request body is in UTF-16 or UTF-32; send UTF-8");
        }
        int malformed = StrictUtf8.malformedAt(bytes);
        if (malformed >= 0) {
            throw ApiException.badRequest(null, null, "The request body is not UTF-8 at byte " + malformed);
        }
        return JsonText.unmarked(bytes);
    }

    private ApiRequest read() throws IOException {
        try {
            return scan();
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e, JsonText.place(json));
        }
    }

    private ApiRequest scan() throws IOException {
        RequestMembers.read(json, bytes, members, this::member);
        if (model == null) {
            throw missing("model");
        }
        Slice prompt = members.get(promptMember);
        if (prompt == null) {
            throw missing(promptMember);
        }
        if (stream) {
            needs.put("streaming", "stream");
        }
        return new ApiRequest(
                operation,
                members,
                model,
                stream,
                includeUsage,
                base64,
                signed,
                prompt.length(),
                new ApiRequest.Media(media.count(), media.bytes(), kept.found()),
                needs,
                null);
    }

    private void member(String name) throws IOException {
        JsonToken token = json.currentToken();
        if (name.equals(promptMember)) {
            prompt(name);
            return;
        }
        switch (name) {
            case "model" -> model = nonEmptyString(json, "model");
            case "stream" -> stream = bool(json, "stream");
            case "stream_options" -> includeUsage = flagIn("include_usage");
            case "encoding_format" ->
                base64 = token == JsonToken.VALUE_STRING && json.getText().equals("base64");
            case "n" -> {
                if (token == JsonToken.VALUE_NUMBER_INT
                        && json.getDecimalValue().compareTo(ONE) > 0) {
                    needs.put("n", "n");
                }
            }
            case "tools" -> new ToolScan(json, needs).scan();
            case "functions" -> needs.put("tools", "functions");
            case "response_format" -> responseFormat();
            default -> kept.member(json, name);
        }
        json.skipChildren();
    }

    private void prompt(String name) throws IOException {
        JsonToken token = json.currentToken();
        if (operation.equals("chat")) {
            MessageScan messages = new MessageScan(json, needs, kept);
            signed = messages.scan();
            media = messages.media();
        } else if (token == JsonToken.START_ARRAY || token == JsonToken.VALUE_STRING) {
            json.skipChildren();
        } else {
            throw wrongType(name, "a string or an array");
        }
    }

    private void responseFormat() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean isType = json.currentName().equals("type");
            json.nextToken();
            if (isType && Set.of("json_schema", "json_object").contains(json.getText())) {
                needs.put(json.getText(), "response_format.type");
            }
            json.skipChildren();
        }
    }

    private boolean flagIn(String flag) throws IOException {
        boolean set = false;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean wanted = json.currentName().equals(flag);
                set |= json.nextToken() == JsonToken.VALUE_TRUE && wanted;
                json.skipChildren();
            }
        }
        return set;
    }

    static String nonEmptyString(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(name, "a string");
        }
        if (json.getTextLength() > ModelName.MOST_CHARACTERS) {
            throw ModelName.tooLong(name);
        }
        if (json.getText().isBlank()) {
            throw ApiException.badRequest("invalid_value", name, "'" + name + "' is empty");
        }
        return json.getText();
    }

    static boolean bool(JsonParser json, String name) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(name, "true or false");
        };
    }

    static ApiException missing(String param) {
        return ApiException.badRequest("missing_required_parameter", param, "'" + param + "' is required");
    }

    static ApiException wrongType(String param, String expected) {
        return ApiException.badRequest("invalid_type", param, "'" + param + "' must be " + expected);
    }
}
