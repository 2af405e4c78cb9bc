package dev.serai.upstream;

import dev.serai.call.Duplex;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The client's side of a WebSocket. What is held of a message is a buffer each way, however long the message and its frames
 * are; what RFC 6455 does not allow ends the connection.
 */
final class Frames extends Duplex {

    private static final int BUFFER = 1 << 13;
    private static final int LONGEST_CONTROL = 125;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MASK = 4;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;

    private static final int NO_STATUS = 1005;

    private final SecureRandom random = new SecureRandom();
    private final DataInputStream in;
    private final OutputStream out;
    private final Runnable abort;
    private final ReentrantLock sending = new ReentrantLock();
    private final byte[] received = new byte[BUFFER];
    private final byte[] masked = new byte[BUFFER];
    private long left;
    private boolean text;
    private boolean lastFrame = true;
    private volatile Ending ending;
    private boolean within;
    private boolean said;

    /**
     * Goes on after the handshake.
     *
     * @param abort drops the connection; may be called from any thread
     */
    Frames(InputStream in, OutputStream out, Runnable abort) {
        this.in = new DataInputStream(in);
        this.out = new BufferedOutputStream(out, BUFFER);
        this.abort = abort;
    }

    @Override
    public void send(Part part) throws IOException {
        sending.lock();
        try {
            if (said) {
                throw new IOException("nothing may follow the end of a session");
            }
            int kind = within ? CONTINUATION : part.text() ? TEXT : BINARY;
            within = !part.last();
            frame(kind, part.last(), part.bytes());
        } finally {
            sending.unlock();
        }
    }

    private void frame(int kind, boolean last, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        ByteBuffer head = ByteBuffer.allocate(2 + Long.BYTES + MASK).put((byte) ((last ? LAST : 0) | kind));
        if (length <= LONGEST_CONTROL) {
            head.put((byte) (MASKED | length));
        } else if (length < 1 << Short.SIZE) {
            head.put((byte) (MASKED | SHORT)).putShort((short) length);
        } else {
            head.put((byte) (MASKED | LONG)).putLong(length);
        }
        byte[] mask = new byte[MASK];
        random.nextBytes(mask);
        head.put(mask);
        out.write(head.array(), 0, head.position());
        int at = 0;
        while (payload.hasRemaining()) {
            int count = Math.min(payload.remaining(), masked.length);
            payload.get(masked, 0, count);
            for (int i = 0; i < count; i++) {
                masked[i] ^= mask[at++ % MASK];
            }
            out.write(masked, 0, count);
        }
        out.flush();
    }

    @Override
    public Part receive() throws IOException {
        while (left == 0) {
            if (!nextFrame()) {
                return null;
            }
            if (left == 0 && lastFrame) {
                return new Part(ByteBuffer.allocate(0), text, true);
            }
        }
        int count = in.read(received, 0, (int) Math.min(left, received.length));
        if (count < 0) {
            throw new IOException("the connection ended within a message");
        }
        left -= count;
        return new Part(ByteBuffer.wrap(received, 0, count), text, lastFrame && left == 0);
    }

    /** Reads heads of frames up to one of a message; false at the end. */
    private boolean nextFrame() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            int kind = first & 0xf;
            boolean last = (first & LAST) != 0;
            require((first & RESERVED) == 0 && (second & MASKED) == 0, "a frame of no kind that was agreed on");
            if (kind >= CLOSE) {
                require(last && second <= LONGEST_CONTROL, "a control frame that is too long");
                if (!control(kind, in.readNBytes(second))) {
                    return false;
                }
                continue;
            }
            require(kind == CONTINUATION ? !lastFrame : lastFrame && kind <= BINARY, "a frame out of turn");
            text = kind == CONTINUATION ? text : kind == TEXT;
            lastFrame = last;
            left = second == SHORT ? in.readUnsignedShort() : second == LONG ? in.readLong() : second;
            require(left >= 0, "a frame of no length");
            return true;
        }
    }

    private static void require(boolean allowed, String otherwise) throws IOException {
        if (!allowed) {
            throw new IOException(otherwise);
        }
    }

    /** False if it is the last frame. */
    private boolean control(int kind, byte[] payload) throws IOException {
        if (kind == CLOSE) {
            ByteBuffer said = ByteBuffer.wrap(payload);
            int code = payload.length < 2 ? NO_STATUS : said.getShort() & 0xffff;
            ending = new Ending(code, StandardCharsets.UTF_8.decode(said).toString());
            return false;
        }
        if (kind == PING) {
            sending.lock();
            try {
                if (!this.said) {
                    frame(PONG, true, ByteBuffer.wrap(payload));
                }
            } finally {
                sending.unlock();
            }
        }
        return true;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public void bye(int code) throws IOException {
        sending.lock();
        try {
            if (!said) {
                said = true;
                frame(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).flip());
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void abort() {
        abort.run();
    }
}
