package dev.serai.stream;

import dev.serai.wire.Intake;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Reads the frames of an {@code application/vnd.amazon.eventstream} as they arrive: two lengths and their checksum, headers,
 * a payload of JSON, and the checksum of it all. What a payload is stands in the headers, and transforms read JSON alone:
 * they get {@code {"type", "data"}}, of an exception {@code {"type": "exception", "name", "data"}}, and of an error, which
 * has no payload, the same with a message as data. A frame that is none ends the stream: nothing is skipped.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">the format</a>
 */
final class FrameParser implements StreamEvents {

    static final int MOST_HEADER_BYTES = 128 << 10;
    static final int MOST_PAYLOAD_BYTES = 24 << 20;

    /** Both lengths and their checksum. */
    private static final int PRELUDE = 12;

    /** What a frame has besides headers and payload. */
    private static final int AROUND = PRELUDE + 4;

    private static final int SMALL_FRAME_BYTES = 1 << 16;

    /** A large event's data, as it is handed on and worked with. */
    private static final int COPIES = 2;

    private final InputStream in;
    private final long most;
    private final Memory.Share memory;
    private final byte[] prelude = new byte[PRELUDE];
    private boolean taken;
    private long read;

    /**
     * Reads frames.
     *
     * @param most bytes that the whole stream may have
     * @param memory what a large frame is taken of while it comes and is worked with
     */
    FrameParser(InputStream in, long most, Memory memory) {
        this.in = in;
        this.most = most;
        this.memory = memory.share();
    }

    @Override
    public void end() {
        memory.close();
        taken = false;
    }

    @Override
    public SseParser.Event next() throws IOException {
        if (taken) {
            end();
        }
        int count = in.readNBytes(prelude, 0, PRELUDE);
        if (count == 0) {
            return null;
        }
        if (count < PRELUDE) {
            throw new EOFException("the stream ended within a frame");
        }
        ByteBuffer lengths = ByteBuffer.wrap(prelude);
        int total = lengths.getInt();
        int headers = lengths.getInt();
        if (lengths.getInt() != checksum(prelude, PRELUDE - 4)) {
            throw new BrokenFrame("the checksum of a frame's lengths is wrong");
        }
        long payload = (long) total - headers - AROUND;
        if (headers < 0 || headers > MOST_HEADER_BYTES || payload < 0 || payload > MOST_PAYLOAD_BYTES) {
            throw new BrokenFrame("a frame of " + total + " bytes with " + headers + " of headers cannot be");
        }
        read += total;
        if (read > most) {
            throw new Intake.TooLarge("the stream", most);
        }
        return event(rest(total - PRELUDE), headers);
    }

    /** As it comes, whatever length was announced. */
    private byte[] rest(int length) throws IOException {
        if (length > SMALL_FRAME_BYTES) {
            taken = true;
            byte[] bytes = Intake.read(in, length, length, memory);
            memory.take((long) COPIES * length);
            return bytes;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended within a frame");
        }
        return bytes;
    }

    private SseParser.Event event(byte[] rest, int headerBytes) throws BrokenFrame {
        int end = rest.length - 4;
        if (ByteBuffer.wrap(rest, end, 4).getInt() != checksum(rest, end)) {
            throw new BrokenFrame("the checksum of a frame is wrong");
        }
        FrameHeaders headers = FrameHeaders.of(rest, headerBytes);
        return switch (headers.messageType()) {
            case "event" -> event(headers.type(), "{\"type\":\"", rest, headerBytes, end);
            case "exception" -> event(headers.type(), "{\"type\":\"exception\",\"name\":\"", rest, headerBytes, end);
            case "error" -> new SseParser.Event("error", Json.bytes(headers.error()));
            default -> throw new BrokenFrame("a frame does not say what it is");
        };
    }

    /** The type, which is a plain word, and the payload as they are. */
    private static SseParser.Event event(String type, String before, byte[] rest, int from, int end) {
        byte[] beginning = (before + type + "\",\"data\":").getBytes(StandardCharsets.US_ASCII);
        byte[] payload = from == end ? new byte[] {'{', '}'} : rest;
        int start = from == end ? 0 : from;
        int length = from == end ? payload.length : end - from;
        byte[] data = new byte[beginning.length + length + 1];
        System.arraycopy(beginning, 0, data, 0, beginning.length);
        System.arraycopy(payload, start, data, beginning.length, length);
        data[data.length - 1] = '}';
        return new SseParser.Event(type, data);
    }

    /** Of the whole frame where it is of what follows the lengths. */
    private int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        if (bytes != prelude) {
            crc.update(prelude, 0, PRELUDE);
        }
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
