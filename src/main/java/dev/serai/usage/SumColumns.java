package dev.serai.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads sums of sums, which may be more than what each of them could be. */
final class SumColumns {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private SumColumns() {}

    /** A count, as much as a long holds; 0 where nothing was summed up. */
    static long count(ResultSet row, String column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? 0 : sum.min(MOST).longValue();
    }
}
