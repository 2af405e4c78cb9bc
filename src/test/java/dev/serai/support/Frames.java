package dev.serai.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes frames of an {@code application/vnd.amazon.eventstream}, sound ones and others. */
public final class Frames {

    private Frames() {}

    /** An event. */
    public static byte[] event(String type, String payload) {
        return frame(
                headers(":event-type", type, ":content-type", "application/json", ":message-type", "event"),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /** An exception, which is the last frame of its stream. */
    public static byte[] exception(String type, String payload) {
        return frame(
                headers(":exception-type", type, ":content-type", "application/json", ":message-type", "exception"),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /** An error, which has no payload. */
    public static byte[] error(String code, String message) {
        return frame(headers(":message-type", "error", ":error-code", code, ":error-message", message), new byte[0]);
    }

    /** Headers that are texts: name, value, name, value. */
    public static byte[] headers(String... texts) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        for (int i = 0; i < texts.length; i += 2) {
            byte[] name = texts[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = texts[i + 1].getBytes(StandardCharsets.UTF_8);
            headers.write(name.length);
            headers.writeBytes(name);
            headers.write(7);
            headers.write(value.length >> 8);
            headers.write(value.length);
            headers.writeBytes(value);
        }
        return headers.toByteArray();
    }

    /** Any frame, with its checksums. */
    public static byte[] frame(byte[] headers, byte[] payload) {
        return frame(headers.length + payload.length + 16, headers.length, headers, payload);
    }

    /** One whose lengths are what somebody says. */
    public static byte[] frame(int total, int headerLength, byte[] headers, byte[] payload) {
        ByteBuffer frame = ByteBuffer.wrap(new byte[headers.length + payload.length + 16]);
        frame.putInt(total).putInt(headerLength);
        frame.putInt(crc(frame, 8)).put(headers).put(payload);
        frame.putInt(crc(frame, frame.position()));
        return frame.array();
    }

    private static int crc(ByteBuffer frame, int length) {
        CRC32 crc = new CRC32();
        crc.update(frame.duplicate().limit(length).position(0));
        return (int) crc.getValue();
    }

    /** All of them, one after the other. */
    public static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
