package dev.serai.check;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;

/**
 * A generation's routes that are written in Java. A builder keeps what it has built for its context: each generation has
 * builders of its own, and so has the look at them that comes before.
 */
public final class JavaRoutes {

    private final List<RouteBuilder> builders;
    private final Set<String> names = new TreeSet<>();
    private final Map<String, String> ids = new TreeMap<>();
    private final Set<String> configurations = new TreeSet<>();
    private boolean serves;

    /** Those of builders that were just made. */
    JavaRoutes(List<RouteBuilder> builders) {
        this.builders = builders;
    }

    /**
     * Has the builders build, and adds nothing to the context: what they will have is known before the files are.
     *
     * @throws InvalidFilesException naming the class or file of who could not
     */
    public JavaRoutes look(CamelContext context) {
        List<Problem> problems = new ArrayList<>();
        for (RouteBuilder builder : builders) {
            try {
                builder.configureRoutes(context);
                builder.getRouteCollection().getRoutes().forEach(route -> route(builder, route, problems));
                for (TemplatedRouteDefinition route :
                        builder.getTemplatedRouteCollection().getTemplatedRoutes()) {
                    id(builder, route.getRouteId(), problems);
                    names.add(route.getRouteId());
                }
                for (RouteTemplateDefinition template :
                        builder.getRouteTemplateCollection().getRouteTemplates()) {
                    id(builder, template.getId(), problems);
                }
                if (builder instanceof RouteConfigurationBuilder configuration) {
                    configuration.configuration();
                    configuration
                            .getRouteConfigurationCollection()
                            .getRouteConfigurations()
                            .forEach(it -> configurations.add(it.getId()));
                }
            } catch (Exception | Error e) { // also of classes that are missing
                problems.add(problem(builder, RouteErrors.reason(e)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
        return this;
    }

    private void route(RouteBuilder builder, RouteDefinition route, List<Problem> problems) {
        id(builder, route.hasCustomIdAssigned() ? route.getRouteId() : null, problems);
        String from = route.getInput().getEndpointUri();
        serves |= from.startsWith("platform-http:");
        if (from.startsWith("direct:")) {
            names.add(from.replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*", ""));
        }
    }

    private void id(RouteBuilder builder, String id, List<Problem> problems) {
        if (id == null) {
            problems.add(problem(builder, "each route needs an id of its own: from(…).routeId(…)"));
            return;
        }
        String other = ids.putIfAbsent(id, JavaFiles.place(builder.getClass()));
        if (other != null) {
            problems.add(problem(builder, "the id " + id + " stands also in " + other));
        }
    }

    private static Problem problem(RouteBuilder builder, String reason) {
        return new Problem(JavaFiles.place(builder.getClass()), 0, reason);
    }

    /** What {@code direct:} reaches. */
    Set<String> names() {
        return names;
    }

    /** Of routes and templates, and the classes or files that they are in. */
    public Map<String, String> ids() {
        return ids;
    }

    /** The ids of configurations of routes. */
    Set<String> configurations() {
        return configurations;
    }

    /** Whether any serves a path. */
    boolean serves() {
        return serves;
    }

    /** Adds what the routes of files may need: configurations of routes. */
    void addConfigurations(CamelContext context) {
        each(builder -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        });
    }

    /** Adds templates, and routes, which take the configurations as they are now. */
    void add(CamelContext context) {
        each(context::addRoutes);
    }

    /** Adds the routes that are made of templates, theirs or those of files. */
    void addTemplated(CamelContext context) {
        each(context::addTemplatedRoutes);
    }

    /** What a context does with a builder. */
    @FunctionalInterface
    private interface Adding {
        void add(RouteBuilder builder) throws Exception;
    }

    private void each(Adding adding) {
        for (RouteBuilder builder : builders) {
            try {
                adding.add(builder);
            } catch (Exception | Error e) {
                throw new InvalidFilesException(List.of(problem(builder, RouteErrors.reason(e))), e);
            }
        }
    }
}
