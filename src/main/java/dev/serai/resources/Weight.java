package dev.serai.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Weigher;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * What an entry of a cache takes in memory, about, and never less than its share of the cache: so that one figure bounds
 * bytes and entries. What cannot be weighed is not kept: it may be anything, the request itself or a stream that is read once.
 */
final class Weight implements Weigher<Object, Object> {

    private static final long OBJECT = 64;
    private static final int DEEPEST = 100;

    private final long least;

    Weight(long maximumBytes, long maximumEntries) {
        this.least = Math.max(1, maximumBytes / maximumEntries);
    }

    @Override
    public int weigh(Object key, Object value) {
        long bytes = Math.max(least, OBJECT + of(key, 0) + of(value, 0));
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static long of(Object value, int depth) {
        requireShallow(depth);
        if (value instanceof CharSequence text) {
            return OBJECT + 2L * text.length();
        }
        if (value instanceof byte[] bytes) {
            return OBJECT + bytes.length;
        }
        if (value instanceof Map<?, ?> map) {
            long sum = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += OBJECT + of(entry.getKey(), depth + 1) + of(entry.getValue(), depth + 1);
            }
            return sum;
        }
        return value instanceof JsonNode tree ? tree(tree, depth) : other(value, depth);
    }

    private static long tree(JsonNode tree, int depth) {
        requireShallow(depth);
        long sum = OBJECT + (tree.isTextual() ? 2L * tree.textValue().length() : 0);
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            sum += OBJECT + 2L * member.getKey().length();
        }
        for (JsonNode part : tree) {
            sum += tree(part, depth + 1);
        }
        return sum;
    }

    private static void requireShallow(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a cache keeps nothing that is nested more than " + DEEPEST + " deep");
        }
    }

    private static long other(Object value, int depth) {
        if (value instanceof Collection<?> list) {
            long sum = OBJECT;
            for (Object item : list) {
                sum += of(item, depth + 1);
            }
            return sum;
        }
        if (value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Date
                || value instanceof Temporal
                || value instanceof UUID) {
            return OBJECT;
        }
        throw new IllegalArgumentException(
                "a cache keeps text, bytes, numbers, times, JSON, lists and maps of these, not "
                        + value.getClass().getName() + "; valueType=java.lang.String makes text of a body");
    }
}
