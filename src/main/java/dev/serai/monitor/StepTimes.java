package dev.serai.monitor;

import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;

/**
 * Times of routes and steps by the ids that files give them, for all generations together: a series begins when a step is
 * used for the first time, and ends with the last generation that has the step. Metrics have the names and tags that
 * camel-micrometer gives them, but for the context's name, which would be another one after each reload. Camel's own policy
 * would take the series of a serving generation away with those of the one before it.
 */
public final class StepTimes implements Holder {

    /**
     * What a file gives a name.
     *
     * @param step empty for the route itself
     */
    record Key(String route, String step) {}

    private final MeterRegistry meters;
    private final Endings endings;
    private final Map<Key, Shared> known = new HashMap<>();

    /** Shows times as metrics there. */
    public StepTimes(MeterRegistry meters, Endings endings) {
        this.meters = meters;
        this.endings = endings;
    }

    /** Takes the times of a context's routes, from before they are made. */
    public void timeRoutes(CamelContext context) {
        TimedRoutes routes = new TimedRoutes(this, endings);
        context.addLifecycleStrategy(routes);
        context.getCamelContextExtension().addContextPlugin(TimedRoutes.class, routes);
    }

    /** Ends the series of a context that is no more, as far as no other has the same routes. */
    public static void release(CamelContext context) {
        TimedRoutes routes = context.getCamelContextExtension().getContextPlugin(TimedRoutes.class);
        if (routes != null) {
            routes.release();
        }
    }

    /** Those of a step of a context's, by the ids that its file gives; null where they are not taken. */
    public static Times of(CamelContext context, String route, String step) {
        TimedRoutes routes = context.getCamelContextExtension().getContextPlugin(TimedRoutes.class);
        return routes == null ? null : routes.of(route, step);
    }

    @Override
    public synchronized List<Holding> holdings() {
        return List.of(Holding.unbounded("step-times", known.size()));
    }

    synchronized Times hold(Key key) {
        Shared shared = known.computeIfAbsent(key, Shared::new);
        shared.holders++;
        return shared.times;
    }

    synchronized void release(Key key) {
        Shared shared = known.get(key);
        shared.holders--;
        if (shared.holders == 0) {
            known.remove(key);
            if (shared.series != null) {
                meters.remove(shared.series);
            }
        }
    }

    private synchronized void show(Shared shared) {
        if (shared.holders > 0) {
            boolean route = shared.key.step.isEmpty();
            Tags tags = Tags.of(
                    MicrometerConstants.KIND,
                    route ? MicrometerConstants.KIND_ROUTE : MicrometerConstants.KIND_HISTORY,
                    MicrometerConstants.ROUTE_ID_TAG,
                    shared.key.route);
            shared.series = FunctionTimer.builder(
                            route
                                    ? MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME
                                    : MicrometerConstants.DEFAULT_CAMEL_MESSAGE_HISTORY_METER_NAME,
                            shared.times,
                            Times::ended,
                            Times::nanos,
                            TimeUnit.NANOSECONDS)
                    .tags(route ? tags : tags.and(MicrometerConstants.NODE_ID_TAG, shared.key.step))
                    .description(
                            route ? "Routes, until the last byte of their answers" : "Steps of routes, until they end")
                    .register(meters);
        }
    }

    private final class Shared {

        private final Key key;
        private final Times times = new Times(() -> show(this));
        private int holders;
        private FunctionTimer series;

        private Shared(Key key) {
            this.key = key;
        }
    }
}
