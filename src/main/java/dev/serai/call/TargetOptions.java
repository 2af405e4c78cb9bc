package dev.serai.call;

import dev.serai.provider.Provider;
import dev.serai.provider.Timers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What an alias says of a target, in {@code target:provider/model?weight=3&idleTimeout=5s}.
 *
 * @param weight its share beside others, where shares count
 * @param retries how often it is asked again at once; -1 where the alias does not say
 * @param contextWindow how many tokens it takes; 0 where the alias does not say
 * @param key the name of the variable with another key of the provider; empty for the provider's own
 * @param standsIn whether it is asked only where no other target of the alias is configured
 * @param timers how long it may take
 */
public record TargetOptions(
        double weight, int retries, long contextWindow, String key, boolean standsIn, Timers timers) {

    private static final String OTHERS_UNCONFIGURED = "othersUnconfigured";

    private static final Pattern WEIGHT = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final int MOST_RETRIES = 10;

    /** Their names. */
    public static final Set<String> NAMES = names();

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of("weight", "retries", "contextWindow", "when", "key"));
        Timers.names().forEach(names::add);
        return names;
    }

    /** Of a target that no alias names. */
    static TargetOptions of(Provider provider) {
        return new TargetOptions(1, -1, 0, "", false, Timers.of(provider));
    }

    /**
     * Reads them.
     *
     * @param take gives an option's text, or null, and takes it out
     * @throws IllegalArgumentException naming the one that is wrong
     */
    public static TargetOptions read(Provider provider, UnaryOperator<String> take) {
        Map<String, String> durations = new HashMap<>();
        for (String name : Timers.names()) {
            String text = take.apply(name);
            if (text != null) {
                durations.put(name, text);
            }
        }
        String key = take.apply("key");
        return new TargetOptions(
                weight(take.apply("weight")),
                (int) Math.min(MOST_RETRIES, count("retries", take.apply("retries"), -1)),
                count("contextWindow", take.apply("contextWindow"), 0),
                key == null ? "" : key,
                standsIn(take.apply("when")),
                Timers.of(provider).with(durations));
    }

    private static boolean standsIn(String when) {
        if (when != null && !when.equals(OTHERS_UNCONFIGURED)) {
            throw new IllegalArgumentException("'" + when + "' in when is unknown: write when=" + OTHERS_UNCONFIGURED);
        }
        return when != null;
    }

    private static double weight(String text) {
        if (text == null) {
            return 1;
        }
        if (!WEIGHT.matcher(text).matches() || Double.parseDouble(text) == 0) {
            throw new IllegalArgumentException(
                    "the weight '" + text + "' is no positive number below a million: write weight=3 or weight=0.5");
        }
        return Double.parseDouble(text);
    }

    private static long count(String name, String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' in " + name + " is no number");
        }
        return Long.parseLong(text);
    }
}
