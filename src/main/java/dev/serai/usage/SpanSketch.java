package dev.serai.usage;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sketches of a span's columns: which of its records may fit a filter.
 *
 * @param columns by {@link ColumnSketch#word} the codes of its records, the newest first; by {@link #IDS} the records' ids
 */
record SpanSketch(Map<String, byte[]> columns) {

    /** Each as its difference to the one before, most of which take one byte. */
    static final String IDS = "id";

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    /** Whether it has what is to be looked at. */
    boolean has(Map<ColumnSketch, ColumnSketch.Codes> sought) {
        return columns.containsKey(IDS) && sought.keySet().stream().allMatch(it -> columns.containsKey(it.word()));
    }

    /**
     * The ids of the records that may fit, the newest first.
     *
     * @param after only those that are older than the one of that id, if it is there
     */
    List<Long> mayFit(Map<ColumnSketch, ColumnSketch.Codes> sought, long after) {
        boolean[] fits = null;
        for (Map.Entry<ColumnSketch, ColumnSketch.Codes> each : sought.entrySet()) {
            ColumnSketch column = each.getKey();
            byte[] codes = columns.get(column.word());
            fits = fits == null ? all(column.records(codes)) : fits;
            if (!keep(fits, column, codes, each.getValue())) {
                return List.of();
            }
        }
        return fits == null ? List.of() : ids(fits, after);
    }

    private static boolean[] all(int records) {
        boolean[] all = new boolean[records];
        Arrays.fill(all, true);
        return all;
    }

    private static boolean keep(boolean[] fits, ColumnSketch column, byte[] codes, ColumnSketch.Codes sought) {
        boolean any = false;
        for (int i = 0; i < fits.length; i++) {
            fits[i] &= sought.has(column.read(codes, i));
            any |= fits[i];
        }
        return any;
    }

    private List<Long> ids(boolean[] fits, long after) {
        List<Long> ids = new ArrayList<>();
        byte[] kept = columns.get(IDS);
        long id = 0;
        int next = 0;
        for (boolean fit : fits) {
            long difference = 0;
            int shift = 0;
            byte bits;
            do {
                bits = kept[next++];
                difference |= (long) (bits & (MORE - 1)) << shift;
                shift += BITS;
            } while (bits < 0);
            id += (difference >>> 1) ^ -(difference & 1);
            if (id == after) {
                ids.clear();
            } else if (fit) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** One that is being made, record by record. */
    static final class Draft {

        private final Map<String, ByteArrayOutputStream> columns = new HashMap<>();
        private long last;

        /** The next older one. */
        void add(ResultSet row) throws SQLException {
            for (ColumnSketch column : ColumnSketch.values()) {
                column.write(row, bytes(column.word()));
            }
            long id = row.getLong("id");
            addId(id - last);
            last = id;
        }

        private void addId(long difference) {
            long left = (difference << 1) ^ (difference >> (Long.SIZE - 1)); // small ones below nought are small, too
            for (; left >>> BITS != 0; left >>>= BITS) {
                bytes(IDS).write(((int) left & (MORE - 1)) | MORE);
            }
            bytes(IDS).write((int) left);
        }

        private ByteArrayOutputStream bytes(String column) {
            return columns.computeIfAbsent(column, it -> new ByteArrayOutputStream());
        }

        SpanSketch sketch() {
            Map<String, byte[]> made = new HashMap<>();
            columns.forEach((column, bytes) -> made.put(column, bytes.toByteArray()));
            return new SpanSketch(made);
        }
    }
}
