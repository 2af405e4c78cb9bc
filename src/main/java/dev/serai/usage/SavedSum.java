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

    static SavedSum of(ResultSet row) throws SQLException {
        return new SavedSum(
                SumColumns.count(row, "cached"),
                SumColumns.count(row, "saved_tokens"),
                UsageRecord.exact(row.getBigDecimal("saved_cost")));
    }
}
