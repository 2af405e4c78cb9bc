package dev.serai.cache;

import dev.serai.time.Heap;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/**
 * What is kept where something switches it on.
 *
 * @param memory bytes that all answers may take; 0: none is kept
 * @param largest bytes of one answer
 * @param keep for how long, where nobody says otherwise
 * @param longest for how long at most
 * @param excludes what a request must not have to be cached, unless its caller asks for it
 * @param pace events a second at which streams are given again; 0 for all at once
 * @param categories what holds for answers of some
 */
record CacheSettings(
        DataSize memory,
        DataSize largest,
        Duration keep,
        Duration longest,
        Set<Exclusion> excludes,
        int pace,
        Map<String, AnswerCategory> categories) {

    /** A pace that nobody notices. */
    static final int FASTEST = 100_000;

    private static final String KEY = "serai.cache.";

    /** Takes what stands in {@code application.yaml}, and refuses what is none. */
    CacheSettings {
        if (keep.isNegative() || keep.isZero() || longest.compareTo(keep) < 0 || longest.compareTo(Wish.ANY) > 0) {
            throw new IllegalArgumentException(
                    "serai.cache.keep has to be more than 0, and serai.cache.longest no less than that and no more than "
                            + Wish.ANY.toDays() + "d");
        }
        if (memory.isNegative() || largest.isNegative()) {
            throw new IllegalArgumentException("serai.cache.memory and serai.cache.largest are less than 0");
        }
        require(pace >= 0 && pace <= FASTEST, "pace has to be from 0 to " + FASTEST);
        require(categories.size() <= AnswerCategory.MOST, "categories are more than " + AnswerCategory.MOST);
        categories.forEach(CacheSettings::require);
    }

    private static void require(String name, AnswerCategory category) {
        String problem = AnswerCategory.problem(name);
        require(problem == null, "categories: '" + name + "' " + problem);
        String key = "categories." + name + ".";
        require(category.share() > 0 && category.share() <= 1, key + "share has to be more than 0, and 1 at most");
        require(AnswerCategory.isPriority(category.priority()), key + "priority has to be from 1 to 5");
        require(isTime(category.keep()), key + "keep has to be more than 0");
        require(isTime(category.longest()), key + "longest has to be more than 0");
    }

    private static boolean isTime(Duration time) {
        return time == null || !(time.isNegative() || time.isZero());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(KEY + otherwise);
        }
    }

    /** What all answers may take, within a quarter of the heap. */
    long bytes() {
        return Math.min(memory.toBytes(), Heap.mostBytes() / 4);
    }

    /** What holds for answers of a category. */
    AnswerCategory category(String name) {
        return categories.getOrDefault(name, AnswerCategory.PLAIN);
    }

    /** For how long one is given that nobody uses, where a route may say a time. */
    Duration keep(AnswerCategory category, Duration said) {
        return within(said != null ? said : category.keep() != null ? category.keep() : keep);
    }

    /** For how long one is given that is used much. */
    Duration longest(AnswerCategory category, Duration said) {
        return within(said != null ? said : category.longest() != null ? category.longest() : longest);
    }

    /** A time that somebody wishes, within what there may be. */
    Duration within(Duration wished) {
        return wished.compareTo(longest) > 0 ? longest : wished;
    }
}
