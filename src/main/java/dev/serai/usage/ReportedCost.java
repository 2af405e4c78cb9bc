package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Attempt;
import dev.serai.provider.Provider;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a provider says that an answer costs, in its usage object, where its file says by which name ({@code costIn}). */
final class ReportedCost {

    /** The price list's version in records of such costs. */
    static final String VERSION = "reported";

    private static final String PARAMETER = "costIn";
    private static final int DECIMALS = 12;
    /** No answer costs more. */
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private ReportedCost() {}

    /** Whether a provider says it in each answer. */
    static boolean isSaidBy(Provider provider) {
        return !provider.parameter(PARAMETER).isEmpty();
    }

    /** Whether it counts rather than what the list says: it has fees in it, but nobody charges a tenth of the price, or nothing. */
    static boolean counts(BigDecimal reported, BigDecimal listed) {
        return reported != null
                && (listed == null || reported.multiply(BigDecimal.TEN).compareTo(listed) >= 0);
    }

    /** The cost of a whole answer; null where none is said, or none that can be. */
    static BigDecimal of(Attempt attempt) {
        String path = attempt.target().provider().parameter(PARAMETER);
        if (path.isEmpty() || !attempt.complete()) {
            return null;
        }
        JsonNode node = attempt.usage();
        for (String name : path.split("\\.", -1)) {
            node = node == null ? null : node.get(name);
        }
        if (node == null
                || !node.isNumber()
                || !(node.doubleValue() >= 0 && node.doubleValue() <= MOST.doubleValue())) {
            return null;
        }
        return BigDecimal.valueOf(node.doubleValue())
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
