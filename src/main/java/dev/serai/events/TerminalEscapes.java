package dev.serai.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.serai.log.LogText;
import dev.serai.wire.Json;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Escapes in JSON, besides what has to be, whatever ends a line or tells a terminal something: such documents are kept in
 * files of lines, which somebody looks at.
 */
final class TerminalEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;
    private static final ObjectWriter WRITER = Json.MAPPER.writer(new TerminalEscapes());

    private final int[] ascii = standardAsciiEscapesForJSON();

    private TerminalEscapes() {
        ascii[DELETE] = ESCAPE_CUSTOM;
    }

    static byte[] bytes(JsonNode document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing JSON", e);
        }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return LogText.breaks((char) character)
                ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
                : null;
    }
}
