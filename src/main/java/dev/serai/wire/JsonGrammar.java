package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;

/**
 * Whether bytes that pass are one JSON object in UTF-8 with each of its members once, or nothing at all, found out while they
 * come: in a bit for each level that is open, however long its texts are.
 */
public final class JsonGrammar {

    private enum Place {
        VALUE,
        FIRST_ELEMENT,
        FIRST_NAME,
        NAME,
        COLON,
        BEHIND,
        TEXT,
        ESCAPE,
        WORD
    }

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final int MARK = 0xEFBBBF;
    private static final int MARK_BYTES = 3;

    private final BitSet objects = new BitSet();
    private final Utf8 utf8 = new Utf8();
    private final JsonWord word = new JsonWord();
    private final MemberNames names = new MemberNames();
    private Place place = Place.VALUE;
    private int depth;
    private boolean isName;
    private boolean begun;
    private int digits;
    private long at;
    private int mark;

    /**
     * The next bytes.
     *
     * @throws ApiException 400 if they are none that JSON has there
     */
    public void add(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (!isMark(bytes[i])) {
                next(bytes[i]);
            }
            at++;
        }
    }

    /**
     * Nothing follows.
     *
     * @throws ApiException 400 if something is missing
     */
    public void end() {
        if (begun && (depth > 0 || place != Place.BEHIND)) {
            throw refusal("it ends too early");
        }
    }

    /**
     * Of an object that is there as a whole.
     *
     * @throws ApiException 400 if one of its members is there twice: which one counts, servers do not agree on
     */
    public static void requireOnce(byte[] object) {
        byte[] text = BodyText.of(object);
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            RequestMembers.read(json, text, new RawObject(), name -> json.skipChildren());
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private boolean isMark(byte b) {
        boolean fits = at == mark && at < MARK_BYTES && (MARK >> (16 - 8 * at) & 0xFF) == (b & 0xFF);
        mark += fits ? 1 : 0;
        return fits;
    }

    private void next(byte b) {
        begun = true;
        switch (place) {
            case TEXT, ESCAPE -> letter(b);
            case WORD -> word(b);
            default -> {
                if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                    between(b);
                }
            }
        }
    }

    private void between(byte b) {
        boolean begins = b == '{' && place == Place.VALUE && mark % MARK_BYTES == 0;
        require(depth > 0 || begins, "it has to be one object");
        switch (place) {
            case FIRST_NAME, NAME -> name(b);
            case COLON -> {
                require(b == ':', "a colon is missing");
                place = Place.VALUE;
            }
            case BEHIND -> behind(b);
            default -> value(b);
        }
    }

    private void name(byte b) {
        if (b == '}' && place == Place.FIRST_NAME) {
            close();
        } else {
            require(b == '"', "a name in quotes is missing");
            isName = true;
            place = Place.TEXT;
        }
    }

    private void value(byte b) {
        if (b == '{' || b == '[') {
            require(depth < Json.MAX_DEPTH, "it is nested over " + Json.MAX_DEPTH + " levels deep");
            objects.set(depth++, b == '{');
            place = b == '{' ? Place.FIRST_NAME : Place.FIRST_ELEMENT;
        } else if (b == '"') {
            isName = false;
            place = Place.TEXT;
        } else if (b == ']' && place == Place.FIRST_ELEMENT) {
            close();
        } else {
            require(word.begin(b), "a value is missing");
            place = Place.WORD;
        }
    }

    private void behind(byte b) {
        boolean object = objects.get(depth - 1);
        if (b == ',') {
            place = object ? Place.NAME : Place.VALUE;
        } else {
            require(b == (object ? '}' : ']'), "a comma or an end is missing");
            close();
        }
    }

    private void close() {
        depth--;
        place = Place.BEHIND;
    }

    private void letter(byte b) {
        boolean ofMember = isName && depth == 1;
        if (place == Place.ESCAPE) {
            escape(b);
        } else {
            text(b);
        }
        if (ofMember && place == Place.COLON) {
            names.end();
        } else if (ofMember) {
            names.add(b);
        }
    }

    private void text(byte b) {
        if (utf8.isWithin() || b < 0) {
            require(utf8.takes(b), "it is not UTF-8");
        } else if (b == '"') {
            place = isName ? Place.COLON : Place.BEHIND;
        } else if (b == '\\') {
            place = Place.ESCAPE;
        } else {
            require(b >= ' ', "a text has a control character");
        }
    }

    private void escape(byte b) {
        if (digits > 0) {
            require(Character.digit(b, 16) >= 0, "an escape is none");
            digits--;
        } else if (b == 'u') {
            digits = 4;
        } else {
            require(b > 0 && ESCAPED.indexOf(b) >= 0, "an escape is none");
        }
        place = digits > 0 ? Place.ESCAPE : Place.TEXT;
    }

    private void word(byte b) {
        if (!word.takes(b)) {
            require(word.isWhole(), "a value is none");
            place = Place.BEHIND;
            next(b);
        }
    }

    private void require(boolean fits, String reason) {
        if (!fits) {
            throw refusal(reason);
        }
    }

    private ApiException refusal(String reason) {
        return ApiException.badRequest(
                "invalid_json", null, "The request body is not valid JSON: " + reason + " (byte " + (at + 1) + ")");
    }
}
