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

    private final byte[] bytes;
    private final JsonParser json;
    private final RawObject members = new RawObject();
    private String model;
    private boolean stream;
    private int promptBytes;
    private int media;
    private long mediaBytes;

    private OriginalScan(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.json = Json.FACTORY.createParser(bytes);
    }

    /**
     * Reads a request.
     *
     * @param operation what it is, be it translated: {@code chat}
     * @param original makes of its members what is known of it besides
     * @throws ApiException 400, naming the field, if it cannot be served by anyone
     */
    public static ApiRequest scan(String operation, byte[] bytes, Function<RawObject, Original> original) {
        byte[] text = BodyText.of(bytes);
        try {
            OriginalScan scan = new OriginalScan(text);
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
                new ApiRequest.Media(media, mediaBytes),
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
        if (name.equals("model")) {
            model = RequestScanner.nonEmptyString(json, name);
        } else if (name.equals("stream")) {
            stream = RequestScanner.bool(json, name);
        } else if (json.currentToken() == JsonToken.START_ARRAY && Operations.PROMPTS.contains(name)) {
            prompt();
        }
        json.skipChildren();
    }

    /** Looks for what is no text: a long member {@code data}, or one that is a data URI, as all formats have it. */
    private void prompt() throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            switch (token) {
                case START_ARRAY, START_OBJECT -> depth++;
                case END_ARRAY, END_OBJECT -> depth--;
                case VALUE_STRING -> text();
                default -> {}
            }
        }
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
