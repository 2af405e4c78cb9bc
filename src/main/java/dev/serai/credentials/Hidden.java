package dev.serai.credentials;

import dev.serai.log.Secrets;
import java.util.List;
import java.util.function.Function;

/**
 * What no log and no answer may show of values that come and go.
 *
 * @param secrets those of a value
 */
record Hidden<T>(Function<T, List<String>> secrets) {

    void add(T value) {
        secrets.apply(value).forEach(Secrets.known()::add);
    }

    /** Null for nothing. */
    void forget(T value) {
        if (value != null) {
            secrets.apply(value).forEach(Secrets.known()::forget);
        }
    }

    /** Whether two have the same. */
    boolean isSame(T one, T other) {
        return one != null && other != null && secrets.apply(one).equals(secrets.apply(other));
    }
}
