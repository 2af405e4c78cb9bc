package dev.serai.balancing;

import static dev.serai.balancing.Figure.REQUESTS;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** Which share of the sessions a target has, and which of them move when another one goes. */
final class SessionFigures {

    /** Where a session's requests go while all targets are there, and where when one has gone. */
    private record Session(String before, String after) {

        boolean moves() {
            return !before.equals(after);
        }
    }

    private SessionFigures() {}

    static Stream<Figure> all() {
        List<Integer> weights = List.of(2, 1, 1);
        List<Integer> equal = List.of(1, 1, 1, 1);
        return Stream.of(
                figure("weights 2:1:1, sessions of the first", 0.5, weights, any -> true, it -> it.before.equals("0")),
                figure("4 equals, the third goes: all that move", 0.25, equal, any -> true, Session::moves),
                figure("and others' that move", 0, equal, it -> !it.before.equals("2"), Session::moves),
                figure(
                        "weights 2:1:1, the third goes: its own that go to the first",
                        2 / 3.0,
                        weights,
                        it -> it.before.equals("2"),
                        it -> it.after.equals("0")));
    }

    /** The share of those of the sessions. */
    private static Figure figure(
            String what, double theory, List<Integer> weights, Predicate<Session> of, Predicate<Session> those) {
        return new Figure("sticky", what, theory, seed -> {
            List<Session> sessions = sessions(seed, weights).stream().filter(of).toList();
            return sessions.stream().filter(those).count() / (double) sessions.size();
        });
    }

    private static List<Session> sessions(long seed, List<Integer> weights) {
        Simulation simulation = new Simulation();
        IntStream.range(0, weights.size()).forEach(i -> simulation.with(Integer.toString(i), weights.get(i)));
        List<BalancedTarget> all = simulation.members();
        List<BalancedTarget> left =
                all.stream().filter(it -> !it.equals(all.get(2))).toList();
        Sticky balancer = new Sticky(simulation.loads);
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> Chats.ofSession(seed + "/" + i))
                .map(request -> new Session(home(balancer, request, all), home(balancer, request, left)))
                .toList();
    }

    private static String home(Balancer balancer, Exchange request, List<BalancedTarget> members) {
        return balancer.all(request, members).get(0).load().key();
    }
}
