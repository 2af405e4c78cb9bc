package dev.serai.check;

import dev.serai.alerts.AlertRules;
import dev.serai.alerts.AlertWords;
import dev.serai.alerts.InvalidAlert;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
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
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * What the routes of {@code routes/alerts/} and {@code routes/channels/} say: those of a template by its parameters, a plain
 * alert by variables of the same names that it sets to constants, its timer and the figure that it asks for.
 */
final class AlertRoutes {

    private static final String JUDGE = "judge";
    private static final String WEBHOOK = "webhook";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Za-z0-9_.]+)");
    private static final Pattern PERIOD = Pattern.compile("[?&]period=([^&]+)");

    private final CamelContext context;
    private final RouteErrors errors;
    private final List<Problem> problems = new ArrayList<>();

    AlertRoutes(CamelContext context, RouteErrors errors) {
        this.context = context;
        this.errors = errors;
    }

    /**
     * Reads them.
     *
     * @throws InvalidFilesException naming each parameter that is wrong
     */
    AlertRules rules() {
        AlertRules rules = new AlertRules(context);
        Set<String> channels = new TreeSet<>();
        List<RouteDefinition> routes = Definitions.of(context);
        for (RouteDefinition route : routes) {
            String id = route.getRouteId();
            if (id.startsWith(AlertWords.CHANNEL)) {
                channels.add(id.substring(AlertWords.CHANNEL.length()));
                if (hasStep(route, WEBHOOK)) {
                    look(id, () -> rules.webhooks().add(said(route), variables(route)));
                }
            }
        }
        for (RouteDefinition route : routes) {
            String id = route.getRouteId();
            if (id.startsWith(AlertWords.PREFIX) && hasStep(route, JUDGE)) {
                look(id, () -> rules.add(id, said(route), channels));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
        return rules;
    }

    private void look(String route, Runnable look) {
        try {
            look.run();
        } catch (InvalidAlert e) {
            problems.add(errors.parameter(route, e.parameter(), Reason.of(e)));
        } catch (IllegalArgumentException e) {
            problems.addAll(errors.route(route, "", Reason.of(e), e).problems());
        }
    }

    private static boolean hasStep(RouteDefinition route, String name) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessDefinition.class).stream()
                .anyMatch(step -> name.equals(step.getRef()));
    }

    private Map<String, String> said(RouteDefinition route) {
        Map<String, String> said = new LinkedHashMap<>();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> put(said, name, String.valueOf(value)));
            return said;
        }
        Matcher period = PERIOD.matcher(route.getInput().getEndpointUri());
        if (period.find()) {
            put(said, "every", period.group(1).matches("\\d+") ? period.group(1) + "ms" : period.group(1));
        }
        for (ProcessorDefinition<?> step : steps(route)) {
            if (step instanceof ToDefinition to && to.getEndpointUri().startsWith("figure:")) {
                put(said, "question", to.getEndpointUri());
            } else if (step instanceof SetVariableDefinition variable
                    && AlertWords.PARAMETERS.contains(variable.getName())
                    && variable.getExpression() instanceof ConstantExpression constant) {
                put(said, variable.getName(), constant.getExpression());
            }
        }
        said.putIfAbsent("question", route.getRouteId());
        return said;
    }

    @SuppressWarnings("rawtypes") // as Camel has them
    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        for (ProcessorDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            steps.add(step);
        }
        return steps;
    }

    private void put(Map<String, String> said, String name, String value) {
        said.put(name, context.resolvePropertyPlaceholders(value));
    }

    private static Map<String, String> variables(RouteDefinition route) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> {
                Matcher variable = VARIABLE.matcher(String.valueOf(value));
                if (variable.find()) {
                    variables.put(name, variable.group(1));
                }
            });
        }
        return variables;
    }
}
