package dev.serai.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What was saved by answers that were given before.
 *
 * @param cached how many requests got one
 * @param savedTokens that they would have used
 * @param savedCost of those that have a price
 */
public record SavedSum(long cached, long savedTokens, BigDecimal savedCost) {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    static SavedSum of(ResultSet row) throws SQLException {
        return new SavedSum(
                count(row, "cached"), count(row, "saved_tokens"), UsageRecord.exact(row.getBigDecimal("saved_cost")));
    }

    /** A sum of sums, which may be more than what each of them could be. */
    static long count(ResultSet row, String column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? 0 : sum.min(MOST).longValue();
    }
}
