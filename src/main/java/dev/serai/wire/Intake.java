package dev.serai.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a body into memory as it comes: what is taken of the memory is in proportion to what has come, whatever length was
 * announced. An announcement costs its sender nothing.
 */
public final class Intake {

    private static final int FIRST = 1 << 14;
    private static final int LARGEST_PART = 1 << 20;
    private static final int PIECE = 1 << 16;
    /** As much of a body as has to be there before room is made for all of it. */
    private static final int PART_BEFORE_ALL = 4;

    private final InputStream in;
    private final Memory memory;
    private long taken;

    private Intake(InputStream in, Memory memory) {
        this.in = in;
        this.memory = memory;
    }

    /** A body, or a part of one, is larger than it may be. */
    public static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        public TooLarge(String what, long most) {
            super(what + " is larger than " + most + " bytes");
        }
    }

    /**
     * Reads to the end.
     *
     * @param announced the length to come, -1 if it is not known
     * @param most bytes that it may have
     * @param memory what the bytes are taken of; given back if this fails
     * @throws TooLarge as soon as there are more than may be
     * @throws EOFException if there are fewer than announced
     * @throws MemoryShort if there is no room for more
     */
    public static byte[] read(InputStream in, long announced, long most, Memory memory) throws IOException {
        if (announced > most) {
            throw new TooLarge("the body", most);
        }
        Intake intake = new Intake(in, memory);
        boolean whole = false;
        try {
            byte[] bytes = announced < 0 ? intake.parts(most) : intake.announced((int) announced);
            whole = true;
            return bytes;
        } finally {
            if (!whole) {
                intake.give(intake.taken);
            }
        }
    }

    private byte[] announced(int length) throws IOException {
        byte[] bytes = room(Math.min(length, FIRST));
        int count = fill(bytes, 0);
        while (count == bytes.length && count < length) {
            int more = count >= length / PART_BEFORE_ALL ? length : 2 * count;
            byte[] longer = room(more);
            System.arraycopy(bytes, 0, longer, 0, count);
            give(bytes.length);
            bytes = longer;
            count += fill(bytes, count);
        }
        if (count < length) {
            throw new EOFException("the body ended before its length");
        }
        return bytes;
    }

    private byte[] parts(long most) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        byte[] last = room(Math.min(FIRST, most + 1));
        int inLast = fill(last, 0);
        long count = inLast;
        while (inLast == last.length && count <= most) {
            parts.add(last);
            last = room(Math.min(Math.min(LARGEST_PART, count), most + 1 - count));
            inLast = fill(last, 0);
            count += inLast;
        }
        if (count > most) {
            throw new TooLarge("the body", most);
        }
        return joined(parts, last, (int) count);
    }

    /**
     * Reads as far as there is room, in pieces: what is unpacked or simulated comes without a wait, and nobody interrupts a
     * virtual thread for others.
     */
    @SuppressWarnings("ThreadPriorityCheck") // it is no matter of priority
    private int fill(byte[] bytes, int from) throws IOException {
        int at = from;
        while (at < bytes.length) {
            int wanted = Math.min(PIECE, bytes.length - at);
            int n = in.readNBytes(bytes, at, wanted);
            at += n;
            if (n < wanted) {
                break;
            }
            if (at < bytes.length) {
                Thread.yield();
            }
        }
        return at - from;
    }

    private byte[] joined(List<byte[]> parts, byte[] last, int count) {
        long before = taken;
        memory.take(count);
        taken += count;
        byte[] all;
        if (parts.isEmpty()) {
            all = Arrays.copyOf(last, count);
        } else {
            all = new byte[count];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            System.arraycopy(last, 0, all, at, count - at);
        }
        give(before);
        return all;
    }

    private byte[] room(long length) {
        memory.take(length);
        taken += length;
        return new byte[(int) length];
    }

    private void give(long bytes) {
        memory.give(bytes);
        taken -= bytes;
    }
}
