package dev.serai.shedding;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Who waits: one line for each project, first come first served, and the lines take turns. Not for several threads. */
final class Lines {

    private record Line(String project, Deque<Waiter> waiters) {

        int size() {
            return waiters.size();
        }
    }

    /** In the order of their turns. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int size;

    void add(Waiter waiter) {
        lines.computeIfAbsent(waiter.project(), project -> new Line(project, new ArrayDeque<>()))
                .waiters()
                .add(waiter);
        size++;
    }

    /**
     * Lets the first go of the first line that gets a turn, which is then the last of the lines.
     *
     * @param places gives a project's request its turn, or null
     * @return false if no line gets one
     */
    boolean serve(Function<String, Turn> places) {
        for (Iterator<Line> all = lines.values().iterator(); all.hasNext(); ) {
            Line line = all.next();
            Turn turn = places.apply(line.project());
            if (turn != null) {
                all.remove();
                line.waiters().remove().admit(turn);
                size--;
                if (line.size() > 0) {
                    lines.put(line.project(), line);
                }
                return true;
            }
        }
        return false;
    }

    /** Takes out the newest of the longest line, the given project's where others are as long. */
    Waiter shorten(String project) {
        Line longest =
                lines.values().stream().max(Comparator.comparingInt(Line::size)).orElseThrow();
        Line own = lines.get(project);
        Waiter newest = (own != null && own.size() == longest.size() ? own : longest)
                .waiters()
                .getLast();
        remove(newest);
        return newest;
    }

    void remove(Waiter waiter) {
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
