package dev.serai.wire;

/** A number of JSON, or one of its three words, byte by byte. */
final class JsonWord {

    private enum Place {
        WORD,
        MINUS,
        ZERO,
        INTEGER,
        POINT,
        FRACTION,
        EXPONENT,
        SIGN,
        POWER
    }

    private Place place = Place.WORD;
    private String rest = "";

    /** The first byte of one; false if none begins so. */
    boolean begin(byte b) {
        rest = switch (b) {
            case 't' -> "rue";
            case 'f' -> "alse";
            case 'n' -> "ull";
            default -> "";
        };
        place = rest.isEmpty() ? number(b) : Place.WORD;
        return place != null;
    }

    private static Place number(byte b) {
        if (b == '-') {
            return Place.MINUS;
        }
        return b == '0' ? Place.ZERO : isDigit(b) ? Place.INTEGER : null;
    }

    /** Whether another byte belongs to it. */
    boolean takes(byte b) {
        if (place == Place.WORD) {
            boolean fits = !rest.isEmpty() && rest.charAt(0) == b;
            rest = fits ? rest.substring(1) : rest;
            return fits;
        }
        Place next = next(b);
        place = next == null ? place : next;
        return next != null;
    }

    private Place next(byte b) {
        return switch (place) {
            case MINUS -> b == '-' ? null : number(b);
            case ZERO -> fraction(b);
            case INTEGER -> isDigit(b) ? Place.INTEGER : fraction(b);
            case POINT -> isDigit(b) ? Place.FRACTION : null;
            case FRACTION -> isDigit(b) ? Place.FRACTION : isExponent(b) ? Place.EXPONENT : null;
            case EXPONENT -> isDigit(b) ? Place.POWER : b == '+' || b == '-' ? Place.SIGN : null;
            default -> isDigit(b) ? Place.POWER : null;
        };
    }

    private static Place fraction(byte b) {
        return b == '.' ? Place.POINT : isExponent(b) ? Place.EXPONENT : null;
    }

    /** Whether it may end here. */
    boolean isWhole() {
        return switch (place) {
            case WORD -> rest.isEmpty();
            case ZERO, INTEGER, FRACTION, POWER -> true;
            default -> false;
        };
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isExponent(byte b) {
        return b == 'e' || b == 'E';
    }
}
