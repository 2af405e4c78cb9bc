package dev.serai.shedding;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Who waits: one line for each project, first come first served. Not for several threads. */
final class ProjectQueues {

    private record Line(String project, Deque<WaitingRequest> waiters) {

        int size() {
            return waiters.size();
        }
    }

    /** In the order of their turns. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int size;

    void add(WaitingRequest waiter) {
        lines.computeIfAbsent(waiter.project(), project -> new Line(project, new ArrayDeque<>()))
                .waiters()
                .add(waiter);
        size++;
    }

    /**
     * The first of the line whose project has least; of such lines, of the one that had no turn for longest.
     *
     * @param amount what a project has
     */
    WaitingRequest first(ToIntFunction<String> amount) {
        return Collections.min(lines.values(), Comparator.comparingInt(it -> amount.applyAsInt(it.project())))
                .waiters()
                .getFirst();
    }

    /** Takes out one who got a turn; the next turn of its line comes after those of the others. */
    void served(WaitingRequest waiter) {
        remove(waiter);
        Line line = lines.remove(waiter.project());
        if (line != null) {
            lines.put(line.project(), line);
        }
    }

    /**
     * The newest of the line whose project has most; of such lines, of the one that had a turn last.
     *
     * @param amount what a project has, apart from those that wait
     */
    WaitingRequest last(ToIntFunction<String> amount) {
        Line most = null;
        for (Line line : lines.values()) {
            if (most == null || total(line, amount) >= total(most, amount)) {
                most = line;
            }
        }
        return most.waiters().getLast();
    }

    private static int total(Line line, ToIntFunction<String> amount) {
        return amount.applyAsInt(line.project()) + line.size();
    }

    void remove(WaitingRequest waiter) {
        Line line = lines.get(waiter.project());
        // whoever waits too long is at the front, whoever is one too many at the end
        boolean removed = line.waiters().peekLast() == waiter
                ? line.waiters().pollLast() != null
                : line.waiters().remove(waiter);
        if (removed) {
            size--;
            if (line.size() == 0) {
                lines.remove(waiter.project());
            }
        }
    }

    /** How many of a project wait. */
    int of(String project) {
        Line line = lines.get(project);
        return line == null ? 0 : line.size();
    }

    /** How many projects wait. */
    int projects() {
        return lines.size();
    }

    /** How many wait. */
    int size() {
        return size;
    }
}
