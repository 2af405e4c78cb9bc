package dev.serai.alerts;

import java.util.List;

/**
 * When a reading is too much, or too little.
 *
 * @param sign {@code >}, {@code >=}, {@code <} or {@code <=}
 */
record Threshold(String sign, double value, Unit unit) {

    private static final List<String> SIGNS = List.of(">=", "<=", ">", "<");

    /**
     * Reads {@code > 30s}.
     *
     * @param unit what the figure is counted in
     * @throws IllegalArgumentException saying how it is to be written
     */
    static Threshold parse(String text, Unit unit) {
        for (String sign : SIGNS) {
            if (text.strip().startsWith(sign)) {
                return new Threshold(
                        sign, unit.parse(text.strip().substring(sign.length()).strip()), unit);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no threshold: begin it with >, >=, < or <=");
    }

    boolean holds(double reading) {
        return switch (sign) {
            case ">" -> reading > value;
            case ">=" -> reading >= value;
            case "<" -> reading < value;
            default -> reading <= value;
        };
    }

    /** Whether little is bad. */
    boolean isBelow() {
        return sign.startsWith("<");
    }

    @Override
    public String toString() {
        return sign + " " + unit.text(value);
    }
}
