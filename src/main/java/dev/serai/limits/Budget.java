package dev.serai.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;

/**
 * Money that may be spent, in the currency of the prices.
 *
 * @param soft beyond this callers are told and an event is logged; null for no such limit
 * @param hard beyond this requests are refused; null for no such limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Budget(Amounts soft, Amounts hard) {

    /**
     * Amounts by period, each null for none. Days and months are those of UTC.
     *
     * @param total since the project or token exists
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Amounts(BigDecimal day, BigDecimal month, BigDecimal total) {

        private Amounts times(BigDecimal part) {
            return new Amounts(times(day, part), times(month, part), times(total, part));
        }

        private static BigDecimal times(BigDecimal amount, BigDecimal part) {
            return amount == null ? null : amount.multiply(part);
        }

        /** The amount that these name for a kind of period, or null. */
        static BigDecimal named(Amounts amounts, Period.Span kind) {
            return amounts == null ? null : amounts.of(kind);
        }

        /** The amount for a kind of period, or null. */
        BigDecimal of(Period.Span kind) {
            return switch (kind) {
                case DAY -> day;
                case MONTH -> month;
                case TOTAL -> total;
            };
        }
    }

    /** A part of it, beyond which requests are refused: of the hard limits, or where there are none, of the soft ones. */
    public Budget share(BigDecimal part) {
        Amounts whole = hard == null ? soft : hard;
        return whole == null ? null : new Budget(null, whole.times(part));
    }

    /** Whether it says anything of a kind of period. */
    boolean limits(Period.Span kind) {
        return Amounts.named(soft, kind) != null || Amounts.named(hard, kind) != null;
    }
}
