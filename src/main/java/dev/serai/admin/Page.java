package dev.serai.admin;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A part of a list.
 *
 * @param next where the next page begins, to be sent back; null if there is none
 */
public record Page<T>(List<T> data, String next) {

    /**
     * The page that a query asks for.
     *
     * @param query of which everything else has been read
     * @param rows finds so many at the most
     * @param cursor where the page after this entry begins
     * @throws Faults.Invalid if anything is wrong with the query
     */
    static <R, T> Page<T> of(
            Parameters query, IntFunction<List<R>> rows, Function<R, String> cursor, Function<R, T> view) {
        query.faults().refuse();
        int limit = query.limit();
        List<R> found = rows.apply(limit + 1); // one more, to know whether there is a next page
        boolean more = found.size() > limit;
        List<R> shown = more ? found.subList(0, limit) : found;
        return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
    }
}
