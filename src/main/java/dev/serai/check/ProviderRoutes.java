package dev.serai.check;

import dev.serai.provider.Provider;
import dev.serai.provider.ProviderWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * What the routes of {@code routes/providers/} say of their providers: one that is made of a template by its parameters, a
 * plain one by variables of the same names that it sets to constants.
 */
final class ProviderRoutes {

    static final String PREFIX = "provider-";

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Za-z0-9_.]+)");

    private final CamelContext context;

    ProviderRoutes(CamelContext context) {
        this.context = context;
    }

    /** The parameters of a provider, placeholders resolved. */
    Map<String, String> parameters(RouteDefinition route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> {
                boolean said =
                        !value.equals(route.getTemplateDefaultParameters().get(name));
                put(parameters, name, String.valueOf(value), said);
            });
        } else {
            ProviderWords.DEFAULTS.forEach((name, value) -> put(parameters, name, value, false));
            route.getOutputs().forEach(step -> said(step, parameters));
        }
        parameters.putIfAbsent("provider", route.getRouteId().substring(PREFIX.length()));
        return parameters;
    }

    private void said(ProcessorDefinition<?> step, Map<String, String> parameters) {
        if (step instanceof SetVariableDefinition variable
                && ProviderWords.PARAMETERS.contains(variable.getName())
                && variable.getExpression() instanceof ConstantExpression constant) {
            put(parameters, variable.getName(), constant.getExpression(), true);
        }
    }

    private void put(Map<String, String> parameters, String name, String value, boolean said) {
        parameters.put(name, context.resolvePropertyPlaceholders(value));
        Matcher variable = VARIABLE.matcher(value);
        if (variable.find()) {
            parameters.put(name + ".variable", variable.group(1)); // for messages: what to set
        }
        if (said) {
            parameters.put(name + Provider.SAID, "true");
        }
    }
}
