package dev.serai.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The elements of {@code Forwarded} headers, one for each proxy: {@code for=192.0.2.1;proto=https, for="[2001:db8::1]:80"}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
record ForwardedElements(List<Map<String, String>> elements) {

    static ForwardedElements of(List<String> headers) {
        List<Map<String, String>> elements = new ArrayList<>();
        for (String header : headers) {
            for (String element : split(header, ',')) {
                if (!element.isBlank()) {
                    elements.add(pairs(element));
                }
            }
        }
        return new ForwardedElements(elements);
    }

    /** What each element says of this; nothing is an address too, which nobody knows. */
    List<String> all(String name) {
        return elements.stream()
                .map(element -> element.getOrDefault(name, ""))
                .filter(value -> name.equals("for") || !value.isEmpty())
                .toList();
    }

    private static Map<String, String> pairs(String element) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                pairs.merge(
                        name, unquoted(pair.substring(equals + 1).strip()), (one, other) -> ""); // said twice: nothing
            }
        }
        return pairs;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }

    /** At separators that are in no quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
