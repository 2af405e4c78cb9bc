package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Makes nodes of numbers that can be reckoned with: what a double cannot hold is no amount of anything, and the digits
 * of {@code 1e999999999} would fill the heap as soon as somebody asked for a whole number.
 */
final class NumberBounds extends JsonNodeFactory {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A double has 308 digits before the point, and none that counts after as many zeros. */
    private static final int MOST_DIGITS = 308;

    /** A number beyond the bounds, where the parser stands. */
    static final class Exceeded extends JsonParseException {

        @Serial
        private static final long serialVersionUID = 1L;

        Exceeded(JsonParser json, RuntimeException cause) {
            super(json, "a number is out of range", cause);
        }
    }

    @Override
    public ValueNode numberNode(BigDecimal number) {
        if (number != null && Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
            throw new ArithmeticException("a number of more digits than a double has");
        }
        return super.numberNode(number);
    }

    @Override
    public ValueNode numberNode(BigInteger number) {
        if (number != null && number.bitLength() > Math.getExponent(Double.MAX_VALUE)) {
            throw new ArithmeticException("a whole number of more digits than a double has");
        }
        return super.numberNode(number);
    }
}
