package dev.serai.passthrough;

import dev.serai.wire.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A caller's path and query, taken apart and put together anew: whatever stood in them, they are words below the address that a
 * provider's file names, of no other host and of nothing above it. Whatever a server could take for something else is refused.
 *
 * @param segments decoded
 * @param query decoded, in its order; what would say who calls is left out
 */
record CleanPath(List<String> segments, List<Map.Entry<String, String>> query) {

    private static final int MOST_SEGMENTS = 32;
    private static final int MOST_PARAMETERS = 64;
    private static final int LONGEST = 4096;

    /** What needs no encoding, and means nothing anywhere in a path or query. */
    private static final String PLAIN = "-._~";

    /** In a path; of several APIs it is what a verb stands behind. */
    private static final String PLAIN_IN_PATH = PLAIN + ":";

    /** Names under which some servers look for keys. The caller's is no provider's business, and no provider's is the caller's. */
    private static final Set<String> KEYS = Set.of(
            "key",
            "apikey",
            "accesstoken",
            "token",
            "auth",
            "authorization",
            "bearer",
            "xapikey",
            "xgoogapikey",
            "subscriptionkey");

    /**
     * Reads what stands behind a prefix.
     *
     * @param path as it came, beginning with a slash or empty
     * @param query as it came; null for none
     * @throws ApiException 400 if it is no path that can be passed
     */
    static CleanPath of(String path, String query) {
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST) {
            throw unfit("it is longer than " + LONGEST + " characters");
        }
        List<String> segments = new ArrayList<>();
        String[] raw = path.split("/", -1);
        int last = raw[raw.length - 1].isEmpty() ? raw.length - 1 : raw.length; // a slash at the end says nothing
        for (int i = 1; i < last; i++) {
            segments.add(segment(raw[i]));
        }
        if (segments.size() > MOST_SEGMENTS) {
            throw unfit("it has more than " + MOST_SEGMENTS + " parts");
        }
        return new CleanPath(List.copyOf(segments), parameters(query));
    }

    private static String segment(String raw) {
        String segment = decoded(raw);
        if (segment.isEmpty()) {
            throw unfit("a part of it is empty");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw unfit("'.' and '..' lead elsewhere");
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '/' || c == '\\' || c == '%' || c == ';' || c == '?' || c == '#' || isControl(c)) {
                throw unfit("a part of it has a character that servers do not agree on");
            }
        }
        return segment;
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
    }

    private static List<Map.Entry<String, String>> parameters(String query) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded((equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1).replace('+', ' '));
            if (!name.isEmpty() && !isKey(name)) {
                parameters.add(Map.entry(name, value));
            }
        }
        if (parameters.size() > MOST_PARAMETERS) {
            throw unfit("its query has more than " + MOST_PARAMETERS + " parameters");
        }
        return List.copyOf(parameters);
    }

    private static boolean isKey(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        return KEYS.contains(letters.toString());
    }

    /** The text of percent-encoded UTF-8; what is no such thing is refused. */
    private static String decoded(String raw) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
                if (low < 0 || raw.charAt(i + 1) > '~' || raw.charAt(i + 2) > '~') {
                    throw unfit("a percent sign in it begins no character");
                }
                bytes[length++] = (byte) (16 * high + low);
                i += 2;
            } else if (c > ' ' && c <= '~') {
                bytes[length++] = (byte) c;
            } else if (c == ' ') {
                bytes[length++] = ' ';
            } else {
                throw unfit("it has a character that is not encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unfit("it is not UTF-8");
        }
    }

    private static ApiException unfit(String why) {
        return ApiException.badRequest("invalid_path", null, "The path of this request cannot be passed on: " + why);
    }

    /** The same from a segment on. */
    CleanPath from(int first) {
        return new CleanPath(segments.subList(Math.min(first, segments.size()), segments.size()), query);
    }

    /** The same with another value of a parameter. */
    CleanPath with(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(query);
        changed.removeIf(it -> it.getKey().equals(name));
        changed.add(Map.entry(name, value));
        return new CleanPath(segments, changed);
    }

    /** The last segment; empty if there is none. */
    String last() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    /** It as it is sent: each part encoded anew, so that none is anything but a part. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(64);
        for (String segment : segments) {
            encode(segment, PLAIN_IN_PATH, text.append('/'));
        }
        char separator = '?';
        for (Map.Entry<String, String> parameter : query) {
            encode(parameter.getKey(), PLAIN, text.append(separator));
            encode(parameter.getValue(), PLAIN, text.append('='));
            separator = '&';
        }
        return text.toString();
    }

    private static void encode(String part, String plain, StringBuilder text) {
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }
}
