package dev.serai.monitor;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.ManagementInterceptStrategy;
import org.apache.camel.support.LifecycleStrategySupport;

/** Gives each route that has an MBean a clock that is right about it. */
public final class RouteClocks extends LifecycleStrategySupport {

    private final Endings endings;

    /** Takes what knows when routes have ended. */
    public RouteClocks(Endings endings) {
        this.endings = endings;
    }

    /** Before the route's steps are made. */
    @Override
    public void onRouteContextCreate(Route route) {
        ManagementInterceptStrategy camel = route.getManagementInterceptStrategy();
        if (camel != null) {
            route.setManagementInterceptStrategy(new Clocks(camel, route));
        }
    }

    private final class Clocks implements ManagementInterceptStrategy {

        private final ManagementInterceptStrategy camel;
        private final Route route;

        private Clocks(ManagementInterceptStrategy camel, Route route) {
            this.camel = camel;
            this.route = route;
        }

        @Override
        public InstrumentationProcessor<?> createProcessor(NamedNode step, Processor target) {
            return camel.createProcessor(step, target);
        }

        @Override
        public InstrumentationProcessor<?> createProcessor(String type) {
            return new RouteClock(type, route, endings);
        }
    }
}
