package dev.serai.balancing;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;

/**
 * {@code adaptive}: drawn by what was learned: who is twice as fast gets four times as much, who fails half of the time a
 * sixteenth. Where times vary it is nearer three times, since peaks count and who is asked more shows higher ones. Nobody
 * gets less than a twentieth of the best one's share, not even while it is down, or it would never be seen to recover. It
 * goes by quality alone, and not by how busy a target is.
 */
@ManagedResource(description = "Balancer")
public final class Adaptive extends Balancer {

    private static final double EXPLORED = 0.05;

    private static final double NEARLY_NEVER = 0.01;

    private final DoubleSupplier random;

    /**
     * Draws by chance.
     *
     * @param random from zero to below one
     */
    Adaptive(Loads loads, DoubleSupplier random) {
        super(loads);
        this.random = random;
    }

    @Override
    protected List<BalancedTarget> order(Exchange exchange, List<BalancedTarget> members) {
        double fastest = Double.POSITIVE_INFINITY;
        for (BalancedTarget member : members) {
            double latency = member.load().lastLatency();
            fastest = latency > 0 ? Math.min(fastest, latency) : fastest;
        }
        double[] qualities = new double[members.size()];
        double best = 0;
        for (int i = 0; i < qualities.length; i++) {
            qualities[i] =
                    quality(members.get(i), fastest) * members.get(i).load().readiness();
            best = Math.max(best, qualities[i]);
        }
        double least = EXPLORED * best;
        return Ranking.ascending(members, (member, place) -> {
            double share = Math.max(least, qualities[place]);
            return Ranking.lot(random.getAsDouble(), share * member.weight());
        });
    }

    /** Between zero and one. Who is not known yet is taken for as fast as the fastest. */
    private static double quality(BalancedTarget member, double fastest) {
        double latency = member.load().lastLatency();
        double speed = latency > 0 ? fastest / latency : 1;
        double success = Math.max(NEARLY_NEVER, member.load().successRate());
        double good = success * success * speed;
        return good * good;
    }
}
