package dev.serai.check;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.models.RuleFiles;
import dev.serai.transform.Transforms;
import dev.serai.wire.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Looks at a set of files as far as that goes without running any of it: whoever sends files to be checked must not have
 * them do anything. No bean, class, script or route of theirs is made, no placeholder is read, nothing is started.
 */
public final class DraftCheck {

    /** What only serving shows, for people. */
    public static final List<String> UNSEEN = List.of(
            "beans: none is made; of a class it is seen whether it is there",
            "values of {{env:…}} and of vaults: their defaults stand for them",
            "options that refer to a bean or class (#…), and functions in expressions",
            "whether routes start, and how long that takes");

    /** Components whose addresses say all there is to know of them; to make one does nothing. */
    private static final Set<String> PLAIN = Set.of(
            "client",
            "direct",
            "figure",
            "pass",
            "realtime",
            "target",
            "transform",
            "serai",
            "log",
            "timer",
            "http",
            "https",
            "platform-http");

    /** Those whose addresses name something that has to be there, whatever their options are. */
    private static final Set<String> NAMING = Set.of("caffeine-cache", "caffeine-loadcache", "jdbc");

    private final DefaultCamelContext context;
    private final RouteFiles files;
    private final RuleFiles rules;
    private final JavaRoutes java;
    private final BiConsumer<Transforms, Declared> equip;
    private final RouteErrors errors;
    private final DraftNames names;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Takes what is to be checked.
     *
     * @param context of which nothing is started
     * @param java the routes in Java, which are part of the gateway that is asked
     * @param equip gives the context what routes can name that belongs to their generation
     */
    public DraftCheck(
            DefaultCamelContext context,
            RouteFiles files,
            RuleFiles rules,
            JavaRoutes java,
            BiConsumer<Transforms, Declared> equip) {
        this.context = context;
        this.files = files;
        this.rules = rules;
        this.java = java;
        this.equip = equip;
        this.errors = new RouteErrors(files.files());
        this.names = new DraftNames(context, files.files());
    }

    /**
     * What is wrong.
     *
     * @param added builders of the routes in Java, for this context
     */
    public List<Problem> of(Transforms transforms, JavaRoutes added) {
        try {
            declared(transforms, added);
        } catch (InvalidFilesException e) {
            return e.problems();
        }
        beans();
        Definitions.of(context).stream()
                .filter(route -> !java.ids().containsKey(route.getRouteId()))
                .forEach(this::route);
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteConfigurationDefinitions()
                .forEach(this::configuration);
        return problems;
    }

    /**
     * Reads the files, and gives what they declare.
     *
     * @param added builders of the routes in Java, for this context
     * @throws InvalidFilesException if that cannot be
     */
    public Declared declared(Transforms transforms, JavaRoutes added) {
        load(added);
        Declared declared = Declared.of(context, rules, transforms, errors);
        equip.accept(transforms, declared);
        return declared;
    }

    private void load(JavaRoutes added) {
        DraftYaml yaml = new DraftYaml();
        yaml.setCamelContext(context);
        ServiceHelper.startService(yaml);
        files.load(context, added, errors, file -> {
            RoutesBuilder builder = yaml.loadRoutesBuilder(file);
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
            context.addRoutes(builder);
            context.addTemplatedRoutes(builder);
        });
    }

    private void beans() {
        for (RouteYaml file : files.files()) {
            for (RouteYaml.Bean bean : file.beans()) {
                try {
                    names.requireBean("#class:" + bean.type().name().replaceFirst("^#class:", ""));
                } catch (IllegalArgumentException e) {
                    problems.add(new Problem(file.path(), bean.type().line(), Reason.of(e)));
                }
            }
        }
    }

    private void route(RouteDefinition route) {
        Properties parameters = new Properties();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        }
        context.getPropertiesComponent().setLocalProperties(parameters);
        try {
            endpoint(route.getRouteId(), route.getInput().getEndpointUri());
            steps(route.getRouteId(), route.getOutputs());
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }

    private void configuration(RouteConfigurationDefinition configuration) {
        configuration.getOnExceptions().forEach(caught -> {
            caught.getExceptions().forEach(type -> look(configuration.getId(), type, () -> names.requireClass(type)));
            String policy = caught.getRedeliveryPolicyRef();
            if (policy != null) {
                look(configuration.getId(), policy, () -> names.requireBean(policy));
            }
            steps(configuration.getId(), caught.getOutputs());
        });
    }

    @SuppressWarnings("rawtypes") // as Camel has them
    private void steps(String route, List<ProcessorDefinition<?>> steps) {
        Collection<ProcessorDefinition> all =
                ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessorDefinition.class);
        for (ProcessorDefinition<?> step : all) {
            DraftNames.refs(step).forEach(ref -> look(route, ref, () -> names.requireBean(ref)));
            DraftNames.classes(step).forEach(type -> look(route, type, () -> names.requireClass(type)));
            DraftExpressions.of(step).forEach(it -> look(route, it.getExpression(), () -> names.requireParsed(it)));
            if (step instanceof ToDynamicDefinition dynamic && dynamic.getUri().contains("${")) {
                look(route, dynamic.getUri(), () -> names.requireParsed(dynamic.getUri()));
            } else if (step instanceof EndpointRequiredDefinition asking) {
                endpoint(route, asking.getEndpointUri());
            }
        }
    }

    private void endpoint(String route, String written) {
        if (written == null || written.contains("{{bean") || written.contains("${")) {
            return;
        }
        look(route, written, () -> {
            String address = context.resolvePropertyPlaceholders(written);
            String scheme = address.replaceFirst(":.*", "");
            boolean refers = address.indexOf('#') >= 0 || address.contains("RAW");
            if (NAMING.contains(scheme)) {
                context.getEndpoint(refers ? address.replaceFirst("\\?.*", "") : address);
            } else if (PLAIN.contains(scheme) && !refers) {
                context.getEndpoint(address);
            } else if (!scheme.equals("bean")) {
                names.requireComponent(address);
            } else if (!address.contains("{{")) {
                names.requireBean(address.substring("bean:".length()).replaceFirst("\\?.*", ""));
            }
        });
    }

    /** Notes what is wrong with a word of a route. */
    private void look(String route, String written, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            problems.addAll(
                    errors.route(route, written, RouteErrors.reason(e), e).problems());
        }
    }
}
