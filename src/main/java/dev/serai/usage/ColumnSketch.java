package dev.serai.usage;

import dev.serai.usage.RequestFilter.Field;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What of a column is kept beside it, a code of a byte or two for each record: a filter is some of these codes. A record that has
 * another one does not fit, and of those that have one few do not.
 */
enum ColumnSketch {
    PROJECT(1),
    TOKEN(2),
    ALIAS(1),
    PROVIDER(1),
    MODEL(1),
    /** With whether it failed. */
    STATUS(1),
    COST(2),
    LATENCY(2);

    private static final int ALL = 0xffff;
    private static final int FAILED = 0x80;
    /** A prime number, of which those in use leave different remainders. */
    private static final int STATUSES = 127;
    /** No amount has it. */
    private static final int NONE = 0xffff;

    private static final int HIGHEST = NONE - 1;
    /** Leaves of a number's exponent all, and of its fraction 8 bits: steps of less than half a percent. */
    private static final int DROPPED = 15;

    /** That a code takes. */
    private final int bytes;

    ColumnSketch(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Some codes.
     *
     * @param mask the bits that count
     * @param least of these bits
     * @param most of these bits
     */
    record Codes(int mask, int least, int most) {

        private static Codes range(int least, int most) {
            return new Codes(ALL, least, most);
        }

        boolean has(int code) {
            int counted = code & mask;
            return counted >= least && counted <= most;
        }
    }

    /** As it is called where it is kept. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Adds a record's code to those of others. */
    void write(ResultSet row, ByteArrayOutputStream codes) throws SQLException {
        int code = of(row);
        if (bytes == 2) {
            codes.write(code >>> Byte.SIZE);
        }
        codes.write(code);
    }

    /** How many codes there are. */
    int records(byte[] codes) {
        return codes.length / bytes;
    }

    /** The code of a record. */
    int read(byte[] codes, int record) {
        return bytes == 1
                ? codes[record] & 0xff
                : ((codes[2 * record] & 0xff) << Byte.SIZE) | (codes[2 * record + 1] & 0xff);
    }

    private int of(ResultSet row) throws SQLException {
        return switch (this) {
            case STATUS ->
                status(row.getInt("status"), UsageRecord.failed(row.getInt("status"), row.getString("error")));
            case COST -> cost(row.getBigDecimal("cost"));
            case LATENCY -> amount((float) row.getDouble("latency_ms"));
            default -> name(row.getString(word()));
        };
    }

    /** The codes of what a filter lets pass, of each column that it asks for. */
    static Map<ColumnSketch, Codes> of(RequestFilter filter) {
        Map<ColumnSketch, Codes> sought = new EnumMap<>(ColumnSketch.class);
        filter.only().forEach((field, value) -> {
            if (field != Field.REQUEST_ID) {
                ColumnSketch column = valueOf(field.name());
                sought.put(column, Codes.range(column.name(value), column.name(value)));
            }
        });
        if (filter.status() != null || filter.failed()) {
            sought.put(STATUS, statuses(filter.status(), filter.failed()));
        }
        if (filter.minCost() != null || filter.maxCost() != null) {
            int least = filter.minCost() == null ? 0 : cost(filter.minCost());
            sought.put(COST, Codes.range(least, filter.maxCost() == null ? HIGHEST : cost(filter.maxCost())));
        }
        if (filter.minLatencyMs() != null) {
            sought.put(LATENCY, Codes.range(amount((float) (double) filter.minLatencyMs()), HIGHEST));
        }
        return sought;
    }

    private static Codes statuses(Integer status, boolean failed) {
        if (status == null) {
            return new Codes(FAILED, FAILED, FAILED);
        }
        int code = status(status, failed);
        return new Codes(failed ? ALL : FAILED - 1, code, code);
    }

    private static int status(int status, boolean failed) {
        return Math.floorMod(status, STATUSES) | (failed ? FAILED : 0);
    }

    private int name(String value) {
        int none = (1 << (bytes * Byte.SIZE)) - 1;
        return value == null ? none : (int) Long.remainderUnsigned(Bloom.hash(value), none);
    }

    private static int cost(BigDecimal cost) {
        return cost == null ? NONE : amount(cost.floatValue());
    }

    /** Greater ones have greater codes, or the same. */
    private static int amount(float amount) {
        return amount > 0 ? Float.floatToIntBits(amount) >> DROPPED : 0;
    }
}
