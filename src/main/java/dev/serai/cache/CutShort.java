package dev.serai.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whether an answer was cut short by its provider: by a content policy, or by a failure that it tells as an end. The next one
 * may be whole.
 */
final class CutShort {

    private static final byte[] END = bytes("\"finish_reason\"");
    private static final List<byte[]> CUT = List.of(bytes("\"content_filter\""), bytes("\"error\""));

    private CutShort() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Looks at an answer in OpenAI's words, whole or in events: within a text quotes have a backslash before them. */
    static boolean is(byte[] chat) {
        for (int at = 0; at + END.length < chat.length; at++) {
            if (chat[at] == '"' && stands(chat, at, END)) {
                int colon = behindBlanks(chat, at + END.length);
                int value = behindBlanks(chat, colon + 1);
                if (colon < chat.length && chat[colon] == ':' && CUT.stream().anyMatch(it -> stands(chat, value, it))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int behindBlanks(byte[] chat, int from) {
        int at = from;
        while (at < chat.length && chat[at] <= ' ' && chat[at] >= 0) {
            at++;
        }
        return at;
    }

    private static boolean stands(byte[] chat, int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (at + i >= chat.length || chat[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
