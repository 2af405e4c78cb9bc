package dev.serai.balancing.wall;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What came of a scenario, asked for streamed or whole: one request while the primary misbehaves, and another when it is
 * well again.
 *
 * @param primary what the primary was asked during the first
 * @param fallback what the fallback was asked during the first
 */
record Trial(Scenario scenario, boolean stream, Heard faulty, Heard healthy, List<Ask> primary, List<Ask> fallback) {

    /** A gateway that is asked for an alias. */
    @FunctionalInterface
    interface Gateway {
        Heard ask(String alias, boolean stream) throws Exception;
    }

    static String name(Scenario scenario, boolean stream) {
        return scenario.name() + (stream ? "-streamed" : "-whole");
    }

    /** Runs it; blocks until the second answer. */
    static Trial of(Scenario scenario, boolean stream, Gateway gateway) throws Exception {
        String name = name(scenario, stream);
        String alias = WallRoutes.alias(name);
        WallGatewayTest.PRIMARY.breaks(name, scenario.primary());
        WallGatewayTest.FALLBACK.breaks(name, scenario.fallback());
        Heard faulty = gateway.ask(alias, stream);
        List<Ask> primary = WallGatewayTest.PRIMARY.asked(name);
        List<Ask> fallback = WallGatewayTest.FALLBACK.asked(name);
        WallGatewayTest.PRIMARY.heals(name);
        WallGatewayTest.FALLBACK.heals(name);
        return new Trial(scenario, stream, faulty, gateway.ask(alias, stream), primary, fallback);
    }

    Scenario.By by() {
        return scenario.by(stream);
    }

    /** Attempts on the primary in so many seconds after the first of them. */
    long attemptsWithin(int seconds) {
        long first = primary.get(0).nanos();
        return primary.stream()
                .filter(ask -> ask.nanos() - first <= TimeUnit.SECONDS.toNanos(seconds))
                .count();
    }

    /** Its line of the table. */
    String line() {
        return String.format(Locale.ROOT, "%-32s%8d%9d%8d", this, primary.size(), fallback.size(), faulty.millis());
    }

    @Override
    public String toString() {
        return name(scenario, stream);
    }
}
