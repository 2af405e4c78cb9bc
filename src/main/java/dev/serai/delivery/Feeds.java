package dev.serai.delivery;

import dev.serai.events.Events;
import dev.serai.time.Survival;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What waits for event routes, by their ids: a route of the next generation stands behind that of the last one, and goes on
 * with what waits when that has ended what it was at. So nothing is told twice or out of order by a reload, nor lost.
 */
public final class Feeds {

    /** What a route has from its first generation to its last. */
    private record Line(Deque<Turn> turns, Gauge waiting) {}

    private final Events events;
    private final Positions positions;
    private final long queueBytes;
    private final MeterRegistry meters;
    private final Map<String, Line> lines = new HashMap<>();

    /**
     * Nothing waits yet.
     *
     * @param queueBytes that may wait in memory for one route
     */
    Feeds(Events events, Positions positions, long queueBytes, MeterRegistry meters) {
        this.events = events;
        this.positions = positions;
        this.queueBytes = queueBytes;
        this.meters = meters;
    }

    /** One generation's route, which stands in line for what waits. */
    final class Turn {

        private final String route;
        private final Source source;
        private Feed feed;

        private Turn(String route, Source source) {
            this.route = route;
            this.source = source;
        }

        /**
         * What waits for the route; null while another generation's is at it.
         *
         * @throws RuntimeException if it cannot be had; it may be asked for again
         */
        Feed feed() {
            synchronized (Feeds.this) {
                Line line = lines.get(route);
                if (line == null || line.turns().peek() != this) {
                    return null;
                }
                feed = feed == null ? open(route, source) : feed; // that may have failed where it was this one's turn
                return feed;
            }
        }

        /** Whether another one stands behind it. */
        boolean isFollowed() {
            synchronized (Feeds.this) {
                Line line = lines.get(route);
                return line == null || line.turns().peekLast() != this;
            }
        }

        /** Ends: whoever is next goes on; where there is nobody, nobody listens any more. */
        void end() {
            synchronized (Feeds.this) {
                Line line = lines.get(route);
                boolean was = line != null && line.turns().peek() == this;
                if (line == null || !line.turns().remove(this)) {
                    return; // it has ended
                }
                Turn next = line.turns().peek();
                if (was && next != null) {
                    next.takeOver(this);
                } else if (next == null) {
                    lines.remove(route);
                    close(feed);
                    forget(route, line);
                }
            }
        }

        private void takeOver(Turn before) {
            if (source.equals(before.source)) {
                feed = before.feed;
            } else {
                close(before.feed);
                Survival.of("The beginning of an event route", () -> feed = open(route, source));
            }
        }
    }

    /** Stands in line from now on. */
    synchronized Turn join(String route, Source source) {
        Line line = lines.get(route);
        Turn turn = new Turn(route, source);
        if (source.atLeastOnce()) {
            Positions.requireName(route); // of the next generation's, too: it opens when nobody looks any more
        }
        if (line == null) {
            turn.feed = open(route, source); // before it is in line: that may fail
            line = new Line(new ArrayDeque<>(), gauge(route));
            lines.put(route, line);
        }
        line.turns().add(turn);
        return turn;
    }

    private Feed open(String route, Source source) {
        if (!source.atLeastOnce()) {
            return new QueueFeed(events.subscribe(route, source.types(), queueBytes));
        }
        Counter lost = events.dropped(route);
        return new JournalFeed(positions.follow(route), at -> positions.save(route, at), lost::increment);
    }

    /** Its figures go with it: each route that ever was would leave some. */
    private void forget(String route, Line line) {
        meters.remove(line.waiting());
        meters.remove(delivered(route));
        meters.remove(failed(route));
        meters.remove(events.dropped(route));
    }

    private static void close(Feed feed) {
        if (feed != null) {
            Survival.of("An event route's end", feed::close);
        }
    }

    private Gauge gauge(String route) {
        return Gauge.builder("serai.events.waiting", this, feeds -> feeds.waiting(route))
                .description("Events that wait for an event route")
                .tag("route", route)
                .register(meters);
    }

    private synchronized double waiting(String route) {
        Line line = lines.get(route);
        Feed feed = line == null ? null : line.turns().peek().feed;
        return feed == null ? 0 : feed.waiting();
    }

    /** Counts what a route was told and took. */
    Counter delivered(String route) {
        return Counter.builder("serai.events.delivered")
                .description("Events that an event route has taken")
                .tag("route", route)
                .register(meters);
    }

    /** Counts what a route failed with, each try. */
    Counter failed(String route) {
        return Counter.builder("serai.events.failed")
                .description("Tries of event routes to take an event that failed")
                .tag("route", route)
                .register(meters);
    }
}
