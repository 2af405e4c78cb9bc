package dev.serai.balancing;

import dev.serai.call.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.apache.camel.Exchange;

/**
 * Targets that answer in simulated time, and a balancer that chooses among them; who fails is followed by the next in
 * order. Chance is the same in each run with the same seed.
 */
final class Simulation {

    private record Event(long at, Runnable action) {}

    /**
     * What a target does with a request.
     *
     * @param end when a request of that moment is answered
     * @param firstToken how long until its answer begins; 0 if that is when it ends
     * @param success the share of requests that it answers
     * @param answered what follows an answer
     */
    private record Behaviour(LongUnaryOperator end, long firstToken, double success, Runnable answered) {}

    private static final long START = -5_000_000_000_000L; // System.nanoTime may be negative
    private static final double NANOS = 1e6;
    private static final int WARM_UP = 5;

    private final SplittableRandom chance;
    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final List<BalancedTarget> members = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final Exchange exchange = Chats.chat("Hi");
    private long now = START;
    final Loads loads = new Loads(() -> now, null);
    final DoubleSupplier random;

    Simulation() {
        this(42);
    }

    /** Another chance. */
    Simulation(long seed) {
        chance = new SplittableRandom(seed);
        random = chance::nextDouble;
    }

    /** Adds a target. */
    Simulation with(String name, double weight) {
        return with(name, weight, null);
    }

    /** Adds a target that has a price. */
    Simulation with(String name, double weight, Target target) {
        members.add(new BalancedTarget(null, loads.of(name), weight, target));
        behaves(name, 100, 1);
        return this;
    }

    /** It answers any number at a time. */
    Simulation behaves(String name, long latencyMillis, double success) {
        long latency = Duration.ofMillis(latencyMillis).toNanos();
        behaviours.put(name, new Behaviour(asked -> asked + latency, 0, success, () -> {}));
        return this;
    }

    /**
     * It answers one after the other, each in an exponential time of that mean.
     *
     * @param firstTokenMillis when an answer begins, whoever is ahead; 0 if that is when it ends
     */
    Simulation queues(String name, double firstTokenMillis, double meanMillis) {
        long[] free = {now};
        LongUnaryOperator end = asked -> free[0] = Math.max(free[0], asked) + exponential(meanMillis);
        behaviours.put(name, new Behaviour(end, nanos(firstTokenMillis), 1, () -> {}));
        return this;
    }

    /** It answers any number at a time, each in an exponential time of that mean. */
    Simulation varies(String name, double meanMillis) {
        behaviours.put(name, new Behaviour(asked -> asked + exponential(meanMillis), 0, 1, () -> {}));
        return this;
    }

    /** It answers so many at once and has itself left alone for a while then. */
    Simulation limits(String name, int answers, Duration rest) {
        int[] left = {answers};
        behaviours.put(name, new Behaviour(asked -> asked, 0, 1, () -> {
            if (--left[0] == 0) {
                left[0] = answers;
                member(name).load().rest(rest.toNanos());
            }
        }));
        return this;
    }

    List<BalancedTarget> members() {
        return members;
    }

    BalancedTarget member(String name) {
        return members.stream()
                .filter(member -> member.load().key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Chats that it was sent, first or after others. */
    int asked(String name) {
        return asked.getOrDefault(name, 0);
    }

    /** Lets time pass, and answers arrive. */
    void pass(Duration time) {
        pass(time.toNanos());
    }

    private void pass(long nanos) {
        long end = now + nanos;
        while (!events.isEmpty() && events.peek().at <= end) {
            now = events.peek().at;
            events.poll().action.run();
        }
        now = end;
    }

    /** Sends requests, one each {@code gap} milliseconds: by name, the share of them that each target got first. */
    Map<String, Double> shares(Balancer balancer, int requests, double gap) {
        return shares(balancer, requests, () -> nanos(gap));
    }

    /** The same with requests that come by chance (Poisson), in {@code gap} milliseconds on average. */
    Map<String, Double> sharesOfArrivals(Balancer balancer, int requests, double gap) {
        return shares(balancer, requests, () -> exponential(gap));
    }

    /** Sends requests that come by chance: how many milliseconds each took, but for those of the warm-up, in ascending order. */
    double[] waits(Balancer balancer, int requests, double gap) {
        sharesOfArrivals(balancer, requests / WARM_UP, gap);
        waits.clear();
        sharesOfArrivals(balancer, requests, gap);
        while (!events.isEmpty()) {
            pass(events.peek().at - now);
        }
        return waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private Map<String, Double> shares(Balancer balancer, int requests, LongSupplier gap) {
        Map<String, Double> shares = new HashMap<>();
        members.forEach(member -> shares.put(member.load().key(), 0.0));
        for (int i = 0; i < requests; i++) {
            pass(gap.getAsLong());
            List<BalancedTarget> order = balancer.all(exchange, members);
            shares.merge(order.get(0).load().key(), 1.0 / requests, Double::sum);
            ask(order.iterator(), now);
        }
        return shares;
    }

    private void ask(Iterator<BalancedTarget> order, long since) {
        Load load = order.next().load();
        Behaviour behaviour = behaviours.get(load.key());
        asked.merge(load.key(), 1, Integer::sum);
        Load.Turn turn = load.begin();
        boolean succeeds = chance.nextDouble() < behaviour.success;
        if (behaviour.firstToken > 0) {
            events.add(new Event(now + behaviour.firstToken, turn::firstToken));
        }
        events.add(new Event(behaviour.end.applyAsLong(now), () -> {
            if (succeeds) {
                turn.firstToken();
                turn.succeeded();
                behaviour.answered.run();
                waits.add((now - since) / NANOS);
            } else {
                turn.failed();
                if (order.hasNext()) {
                    ask(order, since);
                }
            }
        }));
    }

    private long exponential(double meanMillis) {
        return nanos(-meanMillis * Math.log(1 - chance.nextDouble()));
    }

    private static long nanos(double millis) {
        return Math.round(millis * NANOS);
    }
}
