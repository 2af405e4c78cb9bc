package dev.serai.semantic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The prompts of one tenant, by what else was said and by their gist. Those that nobody asked for go first. For one thread
 * at a time.
 */
final class Neighbourhood<K> {

    /** Prompts of one gist; the newest ones. */
    static final int MOST_NEAR = 16;

    private static final long GROUP = 400;

    private final Map<String, List<Neighbour<K>>> groups = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;
    private int size;

    /** What it takes of the heap, about. */
    long weight() {
        return GROUP + weight;
    }

    int size() {
        return size;
    }

    /** All that are of a group. */
    List<Neighbour<K>> of(String group) {
        return List.copyOf(groups.getOrDefault(group, List.of()));
    }

    /** Adds one to a group, or puts it in place of the one that has its key, whose vector it takes over. */
    void add(String group, Neighbour<K> own) {
        List<Neighbour<K>> near = new ArrayList<>();
        Neighbour<K> added = own;
        for (Neighbour<K> it : of(group)) {
            if (it.key().equals(own.key())) {
                added = own.with(it.embedding());
            } else {
                near.add(it);
            }
        }
        if (near.size() == MOST_NEAR) {
            near.remove(0);
        }
        near.add(added);
        put(group, near);
    }

    /** Notes vectors of those that are there yet; those that cannot be compared with them are forgotten. */
    void learn(String group, Map<K, Embedding> made) {
        List<Neighbour<K>> near = new ArrayList<>(of(group));
        Embedding any = made.values().iterator().next();
        near.replaceAll(it -> {
            Embedding its = made.getOrDefault(it.key(), it.embedding());
            return it.with(its == null || !its.isComparable(any) ? null : its);
        });
        put(group, near);
    }

    /** Takes those out that are meant. */
    void remove(Predicate<Neighbour<K>> meant) {
        for (String group : List.copyOf(groups.keySet())) {
            List<Neighbour<K>> near = new ArrayList<>(of(group));
            if (near.removeIf(meant)) {
                put(group, near);
            }
        }
    }

    /** Lets go of the groups that were asked for least lately, until it holds no more than this. */
    void bound(long mostWeight, int most, long notBefore) {
        Iterator<List<Neighbour<K>>> eldest = groups.values().iterator();
        while (eldest.hasNext()) {
            List<Neighbour<K>> near = eldest.next();
            if (weight <= mostWeight
                    && size <= most
                    && near.get(near.size() - 1).since() - notBefore >= 0) {
                return;
            }
            eldest.remove();
            count(near, -1);
        }
    }

    private void put(String group, List<Neighbour<K>> near) {
        List<Neighbour<K>> before = near.isEmpty() ? groups.remove(group) : groups.put(group, near);
        count(before == null ? List.of() : before, -1);
        count(near, 1);
    }

    private void count(List<Neighbour<K>> near, int sign) {
        size += sign * near.size();
        weight += near.isEmpty() ? 0 : sign * GROUP;
        for (Neighbour<K> it : near) {
            weight += sign * it.weight();
        }
    }
}
