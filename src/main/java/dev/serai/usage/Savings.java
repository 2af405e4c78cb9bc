package dev.serai.usage;

import dev.serai.call.Replayed;
import dev.serai.limits.TokenEstimate;
import dev.serai.prices.Prices;
import dev.serai.prices.Storable;
import dev.serai.prices.TokenCounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * What was not used since an answer was given again.
 *
 * @param cached whether it was
 * @param savedTokens that it would have used
 * @param savedCost what those would have cost; null where the price is not known
 */
public record Savings(boolean cached, long savedTokens, BigDecimal savedCost) {

    /** Of a request that was asked for. */
    public static final Savings NONE = new Savings(false, 0, null);

    /** What they can be, they can be stored. */
    public Savings {
        savedTokens = Storable.tokens(savedTokens);
        savedCost = Storable.cost(savedCost);
    }

    /** Those of an answer; nothing where there is none. */
    static Savings of(Replayed answer, Prices prices) {
        if (answer == null) {
            return NONE;
        }
        long text = TokenEstimate.ofBytes(answer.textBytes());
        TokenCounts tokens = Reported.of(answer.usage(), new Reported.Seen(0, text, true, true))
                .tokens();
        BigDecimal cost = answer.provider() == null
                ? null
                : prices.find(answer.provider(), answer.model())
                        .map(price -> price.cost(tokens))
                        .orElse(null);
        return new Savings(true, tokens.total(), cost);
    }

    /** What is on record of the cost, where that is known: of nothing, nothing. */
    BigDecimal cost(BigDecimal own) {
        return cached && own == null ? BigDecimal.ZERO : own;
    }

    /** As they stand in the journal, behind all else; nothing where there are none. */
    byte[] encoded() {
        if (!cached) {
            return new byte[0];
        }
        byte[] unscaled =
                savedCost == null ? new byte[0] : savedCost.unscaledValue().toByteArray();
        return ByteBuffer.allocate(Long.BYTES + 1 + unscaled.length)
                .putLong(savedTokens)
                .put((byte) (savedCost == null ? 0 : savedCost.scale()))
                .put(unscaled)
                .array();
    }

    /** Reads what {@link #encoded} gave; those that were written before there were any are of requests that were asked for. */
    static Savings decoded(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return NONE;
        }
        long tokens = in.getLong();
        int scale = in.get();
        byte[] unscaled = new byte[in.remaining()];
        in.get(unscaled);
        return new Savings(true, tokens, unscaled.length == 0 ? null : new BigDecimal(new BigInteger(unscaled), scale));
    }
}
