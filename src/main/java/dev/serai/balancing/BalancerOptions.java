package dev.serai.balancing;

import dev.serai.call.Others;
import dev.serai.condensing.Condense;
import dev.serai.recovery.Recovery;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Operations;
import java.util.HashSet;
import java.util.Set;

/**
 * What a file says of a balancer beside its order, in {@code customLoadBalancer: { ref: "inOrder?recovery=resume" }}.
 *
 * @param recovery what is done about streams that break off
 * @param hedge when a second target is asked beside a slow one; null for never
 * @param refusals what is done where a content policy refuses
 * @param condense what is done about conversations that do not fit a target
 */
public record BalancerOptions(Recovery recovery, Hedge hedge, Refusals refusals, Condense condense) {

    /** The names of all options. */
    public static final Set<String> NAMES = Set.of("recovery", "hedge", "refusals", "condense");

    /** Of a balancer of which only the order is said. */
    static final BalancerOptions NONE = new BalancerOptions(Recovery.NONE, null, Refusals.PASS, Condense.NONE);

    /**
     * Reads those of a reference; without a question mark it has none.
     *
     * @throws IllegalArgumentException naming the one that is wrong
     */
    public static BalancerOptions of(String reference) {
        int question = reference.indexOf('?');
        if (question < 0 || question == reference.length() - 1) {
            return NONE;
        }
        BalancerOptions options = NONE;
        Set<String> seen = new HashSet<>();
        for (String option : reference.substring(question + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            options = options.with(name, equals < 0 ? "" : option.substring(equals + 1));
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the option " + name + " of a balancer stands here twice");
            }
        }
        return options;
    }

    /** Whether a second target may be asked beside a slow one: who makes something and keeps it is not, since both would. */
    boolean hedges(ApiRequest request) {
        return hedge != null && !Operations.makes(request.operation());
    }

    /**
     * Checks that there is who summarises, if that is wanted.
     *
     * @param routes the ids of all
     * @throws IllegalArgumentException if there is nobody
     */
    public void requireSummariser(Set<String> routes) {
        if (condense.summarises() && !routes.contains("model-" + Condense.SUMMARISER)) {
            throw new IllegalArgumentException("condense=summarise asks the alias " + Condense.SUMMARISER
                    + ": there is no routes/models/" + Condense.SUMMARISER + ".camel.yaml");
        }
    }

    private BalancerOptions with(String name, String value) {
        return switch (name) {
            case "recovery" ->
                new BalancerOptions(
                        Recovery.named(value).orElseThrow(() -> wrong(name, "none, resume, restart or hold", value)),
                        hedge,
                        refusals,
                        condense);
            case "hedge" ->
                new BalancerOptions(
                        recovery,
                        Hedge.read(value)
                                .orElseThrow(() -> wrong(name, "p10 to p99, or a duration such as 800ms", value)),
                        refusals,
                        condense);
            case "refusals" ->
                new BalancerOptions(
                        recovery,
                        hedge,
                        Refusals.named(value).orElseThrow(() -> wrong(name, "pass or failover", value)),
                        condense);
            case "condense" ->
                new BalancerOptions(
                        recovery,
                        hedge,
                        refusals,
                        Condense.named(value).orElseThrow(() -> wrong(name, Condense.FORMS, value)));
            default ->
                throw new IllegalArgumentException(
                        "balancers have no option '" + name + "'; they have condense, hedge, recovery and refusals");
        };
    }

    private static IllegalArgumentException wrong(String name, String expected, String value) {
        return new IllegalArgumentException(name + " is " + expected + ", not '" + value + "'");
    }

    /** What a target that is not the last one may count on. */
    Others others() {
        return recovery.continues() ? Others.THROUGHOUT : Others.AT_FIRST;
    }
}
