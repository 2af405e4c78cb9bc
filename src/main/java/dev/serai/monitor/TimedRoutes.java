package dev.serai.monitor;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.spi.ManagementInterceptStrategy;
import org.apache.camel.support.LifecycleStrategySupport;

/** The times of one context's routes and steps. */
final class TimedRoutes extends LifecycleStrategySupport {

    private final StepTimes all;
    private final Endings endings;
    private final Map<StepTimes.Key, Times> times = new HashMap<>();
    private final Set<StepTimes.Key> held = new HashSet<>();
    private boolean released;

    TimedRoutes(StepTimes all, Endings endings) {
        this.all = all;
        this.endings = endings;
    }

    /** Times of a step; null if there are none. */
    synchronized Times of(String route, String step) {
        return times.get(new StepTimes.Key(route, step));
    }

    synchronized void release() {
        released = true;
        held.forEach(all::release);
        held.clear();
    }

    private synchronized Times hold(StepTimes.Key key, boolean named) {
        return times.computeIfAbsent(key, it -> {
            if (!named || released) {
                return new Times(() -> {});
            }
            held.add(key);
            return all.hold(key);
        });
    }

    /** Before the route's steps are made. */
    @Override
    public void onRouteContextCreate(Route route) {
        route.setManagementInterceptStrategy(new Clocks(route.getRouteId(), route.getManagementInterceptStrategy()));
    }

    /** When the route was made, and before it starts. */
    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            StepTimes.Key key = new StepTimes.Key(route.getRouteId(), "");
            if (route.getProcessor() instanceof InternalProcessor steps) {
                steps.addAdvice(
                        new StepClock(hold(key, true), (exchange, over) -> endings.await(route, exchange, over)));
            }
        }
    }

    /** Stands in for Camel's clocks of steps, and leaves it those of routes. */
    private final class Clocks implements ManagementInterceptStrategy {

        private final String route;
        private final ManagementInterceptStrategy camel;

        private Clocks(String route, ManagementInterceptStrategy camel) {
            this.route = route;
            this.camel = camel;
        }

        @Override
        public InstrumentationProcessor<?> createProcessor(NamedNode step, Processor target) {
            if (camel != null) {
                camel.createProcessor(step, target); // notes that the step is to have an MBean
            }
            String prefix = step.getNodePrefixId() == null ? "" : step.getNodePrefixId();
            StepTimes.Key key = new StepTimes.Key(route, prefix + step.getId());
            // without an id of its own it has a number, which is another step's after a change: it makes no series
            boolean named = step instanceof OptionalIdentifiedDefinition<?> it && it.hasCustomIdAssigned();
            return new StepClock(hold(key, named));
        }

        @Override
        public InstrumentationProcessor<?> createProcessor(String type) {
            return camel == null ? null : camel.createProcessor(type);
        }
    }
}
