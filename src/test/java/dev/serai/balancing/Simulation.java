package dev.serai.balancing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Targets that answer in simulated time, and a balancer that chooses among them. Chance is the same in each run. */
final class Simulation {

    private record Event(long at, Runnable action) {}

    /** What a target does with a request. */
    record Behaviour(Duration latency, double success) {}

    private static final long START = -5_000_000_000_000L; // System.nanoTime may be negative

    private final Random chance = new Random(42);
    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private long now = START;
    final Loads loads = new Loads(() -> now, CircuitBreaker::ofDefaults);
    final DoubleSupplier random = chance::nextDouble;

    /** Adds a target. */
    Simulation with(String name, double weight) {
        members.add(new Member(null, loads.of(name), weight, null));
        behaves(name, 100, 1);
        return this;
    }

    Simulation behaves(String name, long latencyMillis, double success) {
        behaviours.put(name, new Behaviour(Duration.ofMillis(latencyMillis), success));
        return this;
    }

    List<Member> members() {
        return members;
    }

    Member member(String name) {
        return members.stream()
                .filter(member -> member.load().key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Lets time pass, and answers arrive. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (!events.isEmpty() && events.peek().at <= end) {
            now = events.peek().at;
            events.poll().action.run();
        }
        now = end;
    }

    /** Sends requests, one each {@code gap} milliseconds: by name, the share of them that each target got first. */
    Map<String, Double> shares(Balancer balancer, int requests, long gap) {
        Map<String, Double> shares = new HashMap<>();
        members.forEach(member -> shares.put(member.load().key(), 0.0));
        for (int i = 0; i < requests; i++) {
            pass(Duration.ofMillis(gap));
            Member first = balancer.order(null, members).get(0);
            shares.merge(first.load().key(), 1.0 / requests, Double::sum);
            ask(first);
        }
        return shares;
    }

    private void ask(Member member) {
        Behaviour behaviour = behaviours.get(member.load().key());
        Load.Turn turn = member.load().begin();
        boolean succeeds = chance.nextDouble() < behaviour.success;
        events.add(new Event(now + behaviour.latency.toNanos(), () -> {
            if (succeeds) {
                turn.firstToken();
                turn.succeeded();
            } else {
                turn.failed();
            }
        }));
    }
}
