package dev.serai.usage;

import dev.serai.prices.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Records as they stand in the journal: a version, the time, the texts with their lengths, the numbers; behind them, for
 * event routes, the two texts of {@link UsageTrace}; and behind those, where there were any, {@link Units} and, of an answer
 * that was given again, {@link Savings}. Those of the second version have the {@link RequestTimeline} before the time; the first
 * one is written where there is none. Each request writes one and the database's writer reads it, so it is an
 * encoding that costs a tenth of what JSON does.
 */
final class UsageCodec {

    private static final byte PLAIN = 1;
    private static final byte WITH_TIMELINE = 2;
    private static final int ABSENT = -1;
    private static final int STREAMING = 1;
    private static final int ABORTED = 2;
    private static final int ESTIMATED = 4;
    /** Version, time, scale, status, flags, five counts, three times and attempts. */
    private static final int NUMBERS = 1 + 8 + 1 + 2 + 1 + 5 * 8 + 3 * 8 + 2;

    /** Of those, what stands behind the texts. */
    private static final int NUMBERS_BEHIND = NUMBERS - 1 - 8;

    private static final int UNITS = 5 * 8;

    private UsageCodec() {}

    /** A record and what is known besides. */
    record Whole(UsageRecord record, UsageTrace trace) {}

    static byte[] encode(UsageRecord record, UsageTrace trace) {
        byte[][] behind = {bytes(trace.traceId()), bytes(trace.asked())};
        byte[][] texts = {
            bytes(record.requestId()),
            bytes(record.project()),
            bytes(record.token()),
            bytes(record.endpoint()),
            bytes(record.alias()),
            bytes(record.provider()),
            bytes(record.model()),
            bytes(record.error()),
            bytes(record.priceVersion()),
            record.cost() == null ? null : record.cost().unscaledValue().toByteArray()
        };
        Units units = record.units();
        byte[] savings = record.savings().encoded();
        byte[][] ahead = trace.timeline() == null ? new byte[0][] : new byte[][] {bytes(trace.timeline())};
        boolean besides = !units.equals(Units.NONE) || savings.length > 0;
        int size = NUMBERS + size(ahead) + size(texts) + size(behind) + (besides ? UNITS : 0) + savings.length;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(ahead.length == 0 ? PLAIN : WITH_TIMELINE);
        put(ahead, out);
        out.putLong(micros(record.at()));
        put(texts, out);
        out.put((byte) (record.cost() == null ? 0 : record.cost().scale()));
        out.putShort((short) record.status()).put(flags(record));
        out.putLong(record.promptTokens()).putLong(record.completionTokens());
        out.putLong(record.cachedTokens()).putLong(record.cacheWriteTokens()).putLong(record.reasoningTokens());
        out.putDouble(record.latencyMs());
        out.putDouble(record.firstTokenMs() == null ? Double.NaN : record.firstTokenMs());
        out.putDouble(record.overheadMs()).putShort((short) record.attempts());
        put(behind, out);
        if (besides) {
            out.putLong(units.images()).putLong(units.characters());
            out.putLong(units.milliseconds()).putLong(units.searches()).putLong(units.videoMs());
        }
        return out.put(savings).array();
    }

    private static void put(byte[][] texts, ByteBuffer out) {
        for (byte[] text : texts) {
            out.putShort((short) (text == null ? ABSENT : text.length));
            if (text != null) {
                out.put(text);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int size(byte[][] texts) {
        int size = 0;
        for (byte[] text : texts) {
            size += Short.BYTES + (text == null ? 0 : text.length);
        }
        return size;
    }

    private static byte flags(UsageRecord record) {
        return (byte) ((record.streaming() ? STREAMING : 0)
                | (record.aborted() ? ABORTED : 0)
                | (record.estimated() ? ESTIMATED : 0));
    }

    /**
     * Reads what {@link #encode} gave.
     *
     * @throws IOException if it is not that, or of a later version
     */
    static UsageRecord decode(byte[] bytes) throws IOException {
        return decodeWhole(bytes).record();
    }

    /**
     * Reads all of what {@link #encode} gave.
     *
     * @throws IOException as above
     */
    static Whole decodeWhole(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != PLAIN && version != WITH_TIMELINE) {
                throw new IOException("a record of version " + version + ", where " + WITH_TIMELINE + " is known");
            }
            return whole(in, version == WITH_TIMELINE ? text(in) : null);
        } catch (RuntimeException e) { // whatever bytes can mean
            throw new IOException("a record that is damaged", e);
        }
    }

    /** Of any year: JDK 17 counts those between two instants by way of nanoseconds, which end in 2262. */
    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    private static Whole whole(ByteBuffer in, String timeline) {
        Instant at = Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
        String[] texts = new String[9];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(in);
        }
        byte[] unscaled = part(in);
        ByteBuffer numbers = in.slice(in.position(), NUMBERS_BEHIND);
        in.position(in.position() + NUMBERS_BEHIND);
        UsageTrace trace = trace(in, timeline);
        return new Whole(record(at, texts, unscaled, numbers, units(in), Savings.decoded(in)), trace);
    }

    private static UsageRecord record(
            Instant at, String[] texts, byte[] unscaled, ByteBuffer in, Units units, Savings savings) {
        int scale = in.get();
        int status = in.getShort();
        int flags = in.get();
        return new UsageRecord(
                0,
                at,
                texts[0],
                texts[1],
                texts[2],
                texts[3],
                texts[4],
                texts[5],
                texts[6],
                status,
                texts[7],
                (flags & STREAMING) != 0,
                (flags & ABORTED) != 0,
                (flags & ESTIMATED) != 0,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                units,
                unscaled == null ? null : new BigDecimal(new BigInteger(unscaled), scale),
                texts[8],
                in.getDouble(),
                number(in.getDouble()),
                in.getDouble(),
                in.getShort(),
                savings);
    }

    /** Those that were written before there was any have none. */
    private static UsageTrace trace(ByteBuffer in, String timeline) {
        return in.hasRemaining() ? new UsageTrace(text(in), text(in), timeline) : UsageTrace.NONE;
    }

    /** Those that were written before there were any have none either; before videos were made, four. */
    private static Units units(ByteBuffer in) {
        return in.hasRemaining()
                ? new Units(
                        in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.hasRemaining() ? in.getLong() : 0)
                : Units.NONE;
    }

    private static String text(ByteBuffer in) {
        byte[] text = part(in);
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getShort();
        if (length == ABSENT) {
            return null;
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    private static Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
