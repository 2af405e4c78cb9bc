package dev.serai.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.check.Definitions;
import dev.serai.monitor.StepTimes;
import dev.serai.monitor.Times;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;
import org.apache.camel.util.URISupport;

/**
 * What a route of the serving generation does, step by step as its file has it, and how often each was done. Placeholders stay
 * as they are written, since what they stand for may be a key.
 *
 * @param from the address of its consumer
 * @param ended how many requests have been through it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteSteps(
        String id, String description, String file, String from, Long ended, Long failed, List<Step> steps) {

    private static final double MILLI = 1e6;

    private static final Pattern DIRECT = Pattern.compile("direct:[\\w-]+");

    /** Of which all options are to be seen: it has no secret one. */
    private static final String TARGET = "target:";

    /**
     * A step.
     *
     * @param kind as Camel calls it, {@code choice}
     * @param says what it does: an address, a bean, an expression
     * @param ended how often it was done, null where that is not counted
     * @param steps those inside it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String id, String kind, String says, Long ended, Long failed, Double meanMs, List<Step> steps) {

        /** The route that it leads to; empty if it is none, or another each time. */
        public String route() {
            return DIRECT.matcher(says).matches() ? says.substring(says.indexOf(':') + 1) : "";
        }
    }

    /**
     * Those of a route.
     *
     * @throws ApiException 404 if there is no such route
     */
    public static RouteSteps of(Generations generations, String id) {
        Generation serving = generations.serving();
        return Definitions.of(serving.context()).stream()
                .filter(route -> route.getRouteId().equals(id))
                .findFirst()
                .map(route -> of(serving, route))
                .orElseThrow(() -> new ApiException(
                        404, "invalid_request_error", "route_not_found", null, "There is no route " + id));
    }

    /** Those of all routes that a file has made, {@code routes/router.camel.yaml}. */
    public static List<RouteSteps> ofFile(Generations generations, String file) {
        Generation serving = generations.serving();
        return Definitions.of(serving.context()).stream()
                .filter(route -> serving.fileOf(route.getRouteId()).equals(file))
                .map(route -> of(serving, route))
                .toList();
    }

    private static RouteSteps of(Generation serving, RouteDefinition route) {
        CamelContext context = serving.context();
        String id = route.getRouteId();
        ManagedRouteMBean counted = managed(context, id);
        Reader reader = new Reader(context, id, prefix(route));
        return new RouteSteps(
                id,
                route.getDescriptionText(),
                serving.fileOf(id),
                reader.shown(route.getInput().getEndpointUri()),
                counted == null ? null : (Long) counted.getExchangesTotal(),
                counted == null ? null : (Long) counted.getExchangesFailed(),
                reader.steps(route.getOutputs()));
    }

    private static ManagedRouteMBean managed(CamelContext context, String id) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        return managed == null ? null : managed.getManagedRoute(id);
    }

    private static String prefix(RouteDefinition route) {
        return route.getNodePrefixId() == null ? "" : route.getNodePrefixId();
    }

    /** Reads the steps of one route. */
    private record Reader(CamelContext context, String route, String prefix) {

        List<Step> steps(List<? extends OptionalIdentifiedDefinition<?>> steps) {
            return steps.stream().map(this::step).toList();
        }

        private Step step(OptionalIdentifiedDefinition<?> step) {
            String id = prefix + step.getId();
            Times times = StepTimes.of(context, route, id);
            Double mean = times == null || times.ended() == 0 ? null : (Double) (times.nanos() / times.ended() / MILLI);
            return new Step(
                    step.hasCustomIdAssigned() ? id : "",
                    step.getShortName(),
                    says(step),
                    times == null ? null : (Long) times.ended(),
                    times == null ? null : (Long) times.failed(),
                    mean,
                    steps(inside(step)));
        }

        private static List<OptionalIdentifiedDefinition<?>> inside(OptionalIdentifiedDefinition<?> step) {
            List<OptionalIdentifiedDefinition<?>> inside = new ArrayList<>();
            if (step instanceof ChoiceDefinition choice) { // whose own outputs are those of its ways
                inside.addAll(choice.getWhenClauses());
                inside.add(choice.getOtherwise());
            } else if (step instanceof ProcessorDefinition<?> processor) {
                inside.addAll(processor.getOutputs());
            } else if (step instanceof OutputNode node) {
                inside.addAll(node.getOutputs());
            }
            if (step instanceof CircuitBreakerDefinition breaker) {
                inside.add(breaker.getOnFallback());
            }
            inside.removeIf(Objects::isNull);
            return inside;
        }

        /** Camel's label of what has steps inside repeats them. */
        private String says(OptionalIdentifiedDefinition<?> step) {
            if (step.getDescriptionText() != null) {
                return step.getDescriptionText();
            }
            if (step instanceof LoadBalanceDefinition balanced
                    && balanced.getLoadBalancerType() instanceof CustomLoadBalancerDefinition custom) {
                return custom.getRef();
            }
            if (step instanceof EndpointRequiredDefinition asking && asking.getEndpointUri() != null) {
                return shown(asking.getEndpointUri()); // its label lacks what looks like a secret
            }
            String kind = step.getShortName();
            String label = step.getLabel();
            boolean repeats = step instanceof ChoiceDefinition || label.equals(kind);
            boolean named = label.startsWith(kind + "[") && label.endsWith("]");
            return repeats ? "" : shown(named ? label.substring(kind.length() + 1, label.length() - 1) : label);
        }

        String shown(String written) {
            String named = prefix.isEmpty()
                    ? written
                    : written.replace("{{provider}}", prefix.substring(0, prefix.length() - 1));
            return named.startsWith(TARGET) ? named : URISupport.sanitizeUri(named);
        }
    }
}
