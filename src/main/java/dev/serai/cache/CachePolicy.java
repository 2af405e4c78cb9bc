package dev.serai.cache;

import dev.serai.provider.Timers;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a route says of the cache.
 *
 * @param on whether answers are kept; null where it does not say
 * @param keep for how long; null for the category's time
 * @param longest for how long where they are used much; null for the category's where {@code keep} is, too
 * @param stale for how long after that one is given where nobody can answer
 * @param category null for that of all answers
 * @param priority null for the category's
 * @param pace at which streams are given again; null for the setting's
 */
record CachePolicy(
        Boolean on, Duration keep, Duration longest, Duration stale, String category, Integer priority, Integer pace) {

    static final CachePolicy UNSAID = new CachePolicy(null, null, null, Duration.ZERO, null, null, null);

    /**
     * Reads the {@linkplain CacheVariables variables}.
     *
     * @param variables by their names; null for those that are not set
     * @throws IllegalArgumentException naming one whose value is none of those that it may have
     */
    static CachePolicy of(Function<String, String> variables) {
        String cache = variables.apply(CacheVariables.CACHE);
        String category = variables.apply(CacheVariables.CATEGORY);
        String priority = variables.apply(CacheVariables.PRIORITY);
        String stale = variables.apply(CacheVariables.STALE);
        String pace = variables.apply(CacheVariables.PACE);
        if (cache == null && category == null && priority == null && stale == null && pace == null) {
            return UNSAID;
        }
        String said = cache == null ? null : cache.strip();
        Boolean on = said == null ? null : CacheVariables.isOn(said);
        boolean timed = said != null && CacheVariables.isTime(said);
        String[] times = timed ? said.split("-", 2) : new String[0];
        return new CachePolicy(
                on,
                timed ? time(CacheVariables.CACHE, times[0]) : null,
                timed ? time(CacheVariables.CACHE, times[times.length - 1]) : null,
                stale == null || stale.isBlank() ? Duration.ZERO : time(CacheVariables.STALE, stale),
                category == null ? null : category(category.strip()),
                priority == null ? null : number(CacheVariables.PRIORITY, priority, 1, AnswerCategory.HIGHEST),
                pace == null ? null : number(CacheVariables.PACE, pace, 0, CacheSettings.FASTEST));
    }

    private static String category(String name) {
        String problem = AnswerCategory.problem(name);
        if (problem != null) {
            throw wrong(CacheVariables.CATEGORY, name, problem);
        }
        return name;
    }

    private static int number(String variable, String text, int least, int most) {
        String digits = text.strip();
        int number = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
        if (number < least || number > most) {
            throw wrong(variable, text, "is no number from " + least + " to " + most);
        }
        return number;
    }

    private static Duration time(String variable, String text) {
        try {
            return Duration.ofMillis(Timers.millis(variable, text));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    variable,
                    text,
                    "is no time such as 10m"
                            + (variable.equals(CacheVariables.CACHE) ? " or 10m-2h, and neither on nor off" : ""));
        }
    }

    private static IllegalArgumentException wrong(String variable, String text, String why) {
        return new IllegalArgumentException("the variable " + variable + " is '" + text + "', which " + why);
    }
}
