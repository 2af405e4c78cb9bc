package dev.serai.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One line's bytes, and its parts as a {@code field: value}. */
final class EventLine extends EventBuffer {

    boolean isBlank() {
        for (int i = 0; i < count; i++) {
            if (buf[i] != ' ' && buf[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    boolean field(String name) {
        if (count < name.length() || (count > name.length() && buf[name.length()] != ':')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (buf[i] != name.charAt(i)) {
                return false;
            }
        }
        valueStart = Math.min(count, name.length() + 1);
        if (valueStart < count && buf[valueStart] == ' ') {
            valueStart++;
        }
        return true;
    }

    private int valueStart;

    void valueTo(ByteArrayOutputStream out) {
        out.write(buf, valueStart, count - valueStart);
    }

    String value() {
        return new String(buf, valueStart, count - valueStart, StandardCharsets.UTF_8);
    }

    void dropPrefix(int... prefix) {
        if (count < prefix.length) {
            return;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (Byte.toUnsignedInt(buf[i]) != prefix[i]) {
                return;
            }
        }
        System.arraycopy(buf, prefix.length, buf, 0, count - prefix.length);
        count -= prefix.length;
    }
}
