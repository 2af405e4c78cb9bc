package dev.serai.models;

import dev.serai.balancing.BalancerOptions;
import dev.serai.call.Reach;
import dev.serai.call.Target;
import dev.serai.call.TargetSource;
import dev.serai.provider.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;
import org.apache.camel.support.CamelContextHelper;

/** Who may answer to a name, read from the alias' file and those that it calls: each looked through once. */
public final class AliasReach implements Reach {

    private static final String DIRECT = "direct:";

    private final ModelIndex index;
    private final CamelContext context;
    private final Map<String, Ways> aliases = new ConcurrentHashMap<>();
    private final SortedSet<String> headers;

    public AliasReach(ModelIndex index, CamelContext context) {
        this.index = index;
        this.context = context;
        this.headers = headers(index);
    }

    @Override
    public Ways of(String model) {
        ModelIndex.Way way = index.resolve(model);
        return way.target() == null
                ? aliases.computeIfAbsent(way.route(), this::look)
                : new Ways(List.of(way.target()), 1);
    }

    @Override
    public SortedSet<String> passedHeaders() {
        return headers;
    }

    private static SortedSet<String> headers(ModelIndex index) {
        TreeSet<String> headers = new TreeSet<>();
        for (Provider provider : index.providers()) {
            for (String name : provider.parameter("passedHeaders").split(" ", -1)) {
                headers.add(name.toLowerCase(Locale.ROOT));
            }
        }
        headers.remove("");
        return Collections.unmodifiableSortedSet(headers);
    }

    private Ways look(String route) {
        Set<String> routes = new LinkedHashSet<>();
        List<Target> targets = new ArrayList<>();
        boolean hedges = collect(route, routes, targets);
        return new Ways(List.copyOf(targets), hedges ? 2 : 1);
    }

    /** Adds the targets of a route and of those that it calls; gives whether any of them hedges. */
    private boolean collect(String id, Set<String> routes, List<Target> targets) {
        RouteDefinition route =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(id);
        if (route == null || !routes.add(id)) {
            return false;
        }
        boolean hedges = false;
        for (LoadBalanceDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), LoadBalanceDefinition.class)) {
            hedges |= hedges(step);
        }
        for (ToDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
            String uri = step.getEndpointUri();
            if (uri.startsWith(DIRECT)) {
                hedges |= collect(uri.substring(DIRECT.length()), routes, targets);
            } else if (CamelContextHelper.getMandatoryEndpoint(context, uri) instanceof TargetSource source
                    && source.target() != null) {
                targets.add(source.target());
            }
        }
        return hedges;
    }

    private boolean hedges(LoadBalanceDefinition step) {
        return step.getLoadBalancerType() instanceof CustomLoadBalancerDefinition custom
                && custom.getRef() != null
                && BalancerOptions.of(context.resolvePropertyPlaceholders(custom.getRef()))
                                .hedge()
                        != null;
    }
}
