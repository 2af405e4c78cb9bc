package dev.serai.support;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** How much the collections hold that can be reached from some objects, by the fields that they are in. */
public final class Kept {

    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Held> next = new ArrayDeque<>();

    private record Held(String field, Object value) {}

    private Kept() {}

    /** Looks through our own classes, and those of connections. */
    public static Map<String, Integer> from(Collection<?> roots) {
        Kept kept = new Kept();
        roots.forEach(root -> kept.next.add(new Held("a bean", root)));
        while (!kept.next.isEmpty()) {
            Held held = kept.next.pop();
            if (held.value() != null && kept.seen.add(held.value())) {
                kept.look(held);
            }
        }
        return kept.sizes;
    }

    private void look(Held held) {
        Object value = held.value();
        if (value instanceof Cache<?, ?> cache) {
            look(new Held(held.field(), cache.asMap()));
        } else if (value instanceof Map<?, ?> map) {
            sizes.merge(held.field(), map.size(), Integer::sum);
            for (Map.Entry<?, ?> entry : List.copyOf(map.entrySet())) {
                next.add(new Held(held.field() + "*", entry.getKey()));
                next.add(new Held(held.field() + "*", entry.getValue()));
            }
        } else if (value instanceof Collection<?> collection) {
            sizes.merge(held.field(), collection.size(), Integer::sum);
            for (Object each : collection.toArray()) {
                next.add(new Held(held.field() + "*", each));
            }
        } else if (value instanceof AtomicReference<?> reference) {
            next.add(new Held(held.field(), reference.get()));
        } else if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                next.add(new Held(held.field(), array[i]));
            }
        } else {
            lookThrough(value);
        }
    }

    private void lookThrough(Object value) {
        for (Class<?> type = value.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    next.add(new Held(type.getSimpleName() + "." + field.getName(), valueOf(field, value)));
                }
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.serai.") || type.getName().startsWith("org.apache.hc.");
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }
}
