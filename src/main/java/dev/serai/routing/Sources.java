package dev.serai.routing;

import dev.serai.check.RouteErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation's routes that begin by themselves (timers, schedules) instead of when they are called. They run in the
 * serving generation alone: not in a candidate, nor in one that only finishes its requests.
 */
final class Sources {

    /** Their routes wait to be called. */
    private static final Set<String> PASSIVE = Set.of("platform-http", "direct");

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final CamelContext context;
    private final List<String> routes;

    private Sources(CamelContext context, List<String> routes) {
        this.context = context;
        this.routes = routes;
    }

    /** Keeps these routes from being started with the context. */
    static Sources hold(CamelContext context, List<RouteDefinition> definitions) {
        List<String> routes = new ArrayList<>();
        for (RouteDefinition route : definitions) {
            String uri = route.getInput().getEndpointUri();
            if (!PASSIVE.contains(uri.replaceFirst(":.*", ""))) {
                route.setAutoStartup("false");
                routes.add(route.getRouteId());
            }
        }
        return new Sources(context, routes);
    }

    void requireAllOthersStarted(RouteErrors errors) {
        for (Route route : context.getRoutes()) {
            String id = route.getRouteId();
            if (!routes.contains(id)
                    && !context.getRouteController().getRouteStatus(id).isStarted()) {
                throw errors.route(id, "", "the route did not start; the log says why", null);
            }
        }
    }

    void start() throws Exception {
        for (String route : routes) {
            context.getRouteController().startRoute(route);
        }
    }

    /** Lets them begin nothing more. What they began goes on; the context waits for it when it is stopped. */
    void stop() {
        for (String route : routes) {
            try {
                ServiceHelper.stopService(context.getRoute(route).getConsumer());
            } catch (RuntimeException | Error e) {
                LOG.warn("The source of route {} could not be stopped", route, e);
            }
        }
    }
}
