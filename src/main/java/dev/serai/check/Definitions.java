package dev.serai.check;

import dev.serai.models.ModelIndex;
import dev.serai.models.RuleFiles;
import dev.serai.provider.Provider;
import dev.serai.transform.Transforms;
import dev.serai.wire.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** The routes of a context as they are written, before they are made. */
public final class Definitions {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Za-z0-9_.]+)");

    private Definitions() {}

    /** The models of these routes: aliases, and providers with their rules. */
    public static ModelIndex index(CamelContext context, RuleFiles rules, Transforms transforms, RouteErrors errors) {
        Set<String> aliases = new TreeSet<>();
        List<Provider> providers = new ArrayList<>();
        for (RouteDefinition route : of(context)) {
            if (route.getRouteId().startsWith("model-")) {
                aliases.add(route.getRouteId().substring("model-".length()));
            } else if (route.getTemplateParameters() != null) {
                try {
                    Map<String, String> parameters = parameters(context, route);
                    providers.add(new Provider(parameters, rules.of(parameters)));
                } catch (IllegalArgumentException e) {
                    throw errors.route(route.getRouteId(), "", Reason.of(e), e);
                }
            }
        }
        return new ModelIndex(aliases, providers, transforms);
    }

    /** Camel would number a template's steps by the order of files; {@code openai-prepare} stays the same. */
    public static void nameSteps(RouteDefinition route) {
        if (route.getTemplateParameters() != null) {
            route.setNodePrefixId(route.getRouteId().replaceFirst("^provider-", "") + "-");
        }
    }

    public static List<RouteDefinition> of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    private static Map<String, String> parameters(CamelContext context, RouteDefinition route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        route.getTemplateParameters().forEach((name, value) -> {
            parameters.put(name, context.resolvePropertyPlaceholders(String.valueOf(value)));
            Matcher variable = VARIABLE.matcher(String.valueOf(value));
            if (variable.find()) {
                parameters.put(name + ".variable", variable.group(1)); // for messages: what to set
            }
            if (!value.equals(route.getTemplateDefaultParameters().get(name))) {
                parameters.put(name + Provider.SAID, "true");
            }
        });
        return parameters;
    }
}
