package dev.serai.console;

import java.util.List;

/**
 * Bars over time, drawn without a script.
 *
 * @param says what it shows, for who does not see it as well
 */
public record Chart(String title, String says, List<Bar> bars) {

    private static final double HEIGHT = 100;

    /**
     * One of them.
     *
     * @param text of its value
     * @param part of the value that is told apart, or 0
     */
    public record Bar(String label, double value, double part, String text) {}

    /** The highest value; 1 where there is none. */
    public double most() {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        return most > 0 ? most : 1;
    }

    /** How high a value is drawn, of 100. */
    public double height(double value) {
        return Math.round(Math.max(0, value) / most() * HEIGHT * 100) / 100.0;
    }
}
