package dev.serai.cache;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for answers of a category.
 *
 * @param share of the memory of all answers that those of it may take
 * @param keep for how long one is given, where nobody says otherwise; null for {@code serai.cache.keep}
 * @param longest for how long one is given that is used much; null for {@code serai.cache.longest}
 * @param priority where no route says one
 */
record AnswerCategory(
        @DefaultValue("1") double share,
        Duration keep,
        Duration longest,
        @DefaultValue("3") int priority) {

    /** That of answers to whose category no route says anything. */
    static final String RESPONSES = "response_cache";

    /** What holds for one of which no setting speaks. */
    static final AnswerCategory PLAIN = new AnswerCategory(1, null, null, 3);

    /** More are no categories, but names that somebody makes up; each has series of metrics. */
    static final int MOST = 16;

    static final int HIGHEST = 5;

    /** What is no answer, but something else of the gateway's. */
    private static final Set<String> OTHERS = Set.of("model_discovery", "summary_cache", "user_sessions", "jwt");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** Why there can be no such category; null if there can. */
    static String problem(String name) {
        return !NAME.matcher(name).matches()
                ? "is no name of a category: small letters, digits and _, 40 at most"
                : OTHERS.contains(name) ? "is a category of what are no answers" : null;
    }

    /** Whether it is a priority. */
    static boolean isPriority(int number) {
        return number >= 1 && number <= HIGHEST;
    }
}
