package dev.serai.log;

import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Key-value pairs behind a message, for formats that have no place of their own for them: {@code status=200 model="a b"}.
 * What could be taken for another pair is quoted.
 */
final class Fields {

    private Fields() {}

    static String behind(String message, List<KeyValuePair> pairs) {
        if (pairs == null || pairs.isEmpty()) {
            return message;
        }
        StringBuilder line = new StringBuilder(message.length() + 32 * pairs.size()).append(message);
        for (KeyValuePair pair : pairs) {
            line.append(' ').append(pair.key).append('=');
            value(String.valueOf(pair.value), line);
        }
        return line.toString();
    }

    private static void value(String text, StringBuilder line) {
        if (isPlain(text)) {
            line.append(text);
            return;
        }
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\');
            }
            line.append(c);
        }
        line.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '=' || c == '\\' || Character.isSpaceChar(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
