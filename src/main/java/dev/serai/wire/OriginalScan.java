package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a request of a client's own format once, without building a tree: that it is one JSON object, where its members are,
 * and what limits and rules have to know of any request. What its members say is for who translates it, or for the
 * provider that speaks the same.
 */
public final class OriginalScan {

    /** Shorter ones are words. */
    private static final int MEDIA_BYTES = 512;

    /**
     * What of a request its address says.
     *
     * @param model null where its body says it
     * @param stream whether a stream is asked for, which the body may say, too
     */
    public record Addressed(String model, boolean stream) {}

    private final byte[] bytes;
    private final boolean isAddressed;
    private final JsonParser json;
    private final RawObject members = new RawObject();
    private final KeptIds kept;
    private String model;
    private boolean stream;
    private int promptBytes;
    private int media;
    private long mediaBytes;

    private OriginalScan(byte[] bytes, Addressed addressed) throws IOException {
        this.bytes = bytes;
        this.kept = new KeptIds(bytes);
        this.isAddressed = addressed.model() != null;
        this.model = addressed.model();
        this.stream = addressed.stream();
        this.json = Json.FACTORY.createParser(bytes);
    }

    /**
     * Reads a request.
     *
     * @param operation what it is, be it translated: {@code chat}
     * @param addressed what its address says
     * @param original makes of its members what is known of it besides
     * @throws ApiException 400, naming the field, if it cannot be served by anyone
     */
    public static ApiRequest scan(
            String operation, byte[] bytes, Addressed addressed, Function<RawObject, Original> original) {
        byte[] text = BodyText.of(bytes);
        try {
            OriginalScan scan = new OriginalScan(text, addressed);
            try {
                scan.read();
            } catch (JsonProcessingException e) {
                throw InvalidJson.refusal(e, JsonText.place(scan.json));
            }
            return scan.request(operation, original);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /**
     * Whether a model is asked something as far as that is seen without knowing the format. What is not so is for the format's
     * own transform, which says in its words what is wrong.
     */
    public static boolean asks(RawObject members) {
        boolean isNamed = false;
        for (String name : Operations.PROMPTS) {
            RawObject.Slice prompt = members.get(name);
            if (prompt != null && !prompt.is("null")) {
                if (!isSaid(prompt)) {
                    return false;
                }
                isNamed = true;
            }
        }
        return isNamed
                || members.names().stream().anyMatch(name -> KeptIds.isName(name) || isObject(members.get(name)));
    }

    /** What is asked may be within one, {@code generateContentRequest}. */
    private static boolean isObject(RawObject.Slice value) {
        return value.source()[value.start()] == '{';
    }

    /** A text, an object, or a list that begins with one. */
    private static boolean isSaid(RawObject.Slice prompt) {
        int at = prompt.start();
        if (prompt.source()[at] == '[') {
            do {
                at++;
            } while (prompt.source()[at] <= ' ' && prompt.source()[at] > 0);
        }
        return prompt.source()[at] == '{' || prompt.source()[at] == '"';
    }

    private ApiRequest request(String operation, Function<RawObject, Original> original) {
        return new ApiRequest(
                operation,
                null,
                model,
                stream,
                true,
                false,
                false,
                promptBytes,
                new Media(media, mediaBytes, kept.found()),
                stream ? Map.of("streaming", "stream") : Map.of(),
                original.apply(members));
    }

    private void read() throws IOException {
        RequestMembers.read(json, bytes, members, this::member);
        for (String name : members.names()) {
            if (Operations.PROMPTS.contains(name)) {
                promptBytes = members.get(name).length();
            }
        }
        if (model == null) {
            throw RequestScanner.missing("model");
        }
    }

    private void member(String name) throws IOException {
        if (!isAddressed && name.equals("model")) {
            model = RequestScanner.nonEmptyString(json, name);
        } else if (!isAddressed && name.equals("stream")) {
            stream = RequestScanner.bool(json, name);
        } else if (Operations.PROMPTS.contains(name)) {
            prompt();
        } else {
            kept.member(json, name);
        }
        json.skipChildren();
    }

    /** Looks for what is no text: a long member {@code data}, or one that is a data URI, as all formats have it. */
    private void prompt() throws IOException {
        int depth = json.currentToken().isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            switch (token) {
                case START_ARRAY, START_OBJECT -> depth++;
                case END_ARRAY, END_OBJECT -> depth--;
                case VALUE_STRING -> text();
                case FIELD_NAME -> depth += field(json.currentName());
                default -> {}
            }
        }
    }

    /**
     * Arguments of calls are anybody's words, and mean nothing that a provider keeps.
     *
     * @return by how much deeper the parser stands then
     */
    private int field(String name) throws IOException {
        boolean arguments = name.equals("input") || name.equals("args");
        if (!arguments && !KeptIds.isName(name) && !KeptIds.isAddress(name)) {
            return 0;
        }
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            text();
        }
        if (arguments) {
            json.skipChildren();
        } else if (KeptIds.isName(name) || token == JsonToken.VALUE_STRING || token == JsonToken.START_ARRAY) {
            kept.value(json);
        }
        return json.currentToken().isStructStart() ? 1 : 0;
    }

    /** Looked through where it stands: the parser would make room for it. */
    private void text() throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset() + 1;
        if ("data".equals(json.currentName()) || isDataUri(start)) {
            int end = start;
            while (end < bytes.length && bytes[end] != '"') {
                end += bytes[end] == '\\' ? 2 : 1;
            }
            if (end - start > MEDIA_BYTES) {
                media++;
                mediaBytes += end - start;
            }
        }
    }

    private boolean isDataUri(int start) {
        return start + 5 < bytes.length
                && bytes[start] == 'd'
                && bytes[start + 1] == 'a'
                && bytes[start + 2] == 't'
                && bytes[start + 3] == 'a'
                && bytes[start + 4] == ':';
    }
}
