package dev.serai.admin;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the next page begins, to be sent back; null if there is none
 */
record Page<T>(List<T> data, String next) {

    /**
     * A page of what was found.
     *
     * @param found one more than the page holds, if there are more
     * @param cursor where the page after this entry begins
     */
    static <R, T> Page<T> of(List<R> found, int limit, Function<R, String> cursor, Function<R, T> view) {
        boolean more = found.size() > limit;
        List<R> shown = more ? found.subList(0, limit) : found;
        return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
    }
}
