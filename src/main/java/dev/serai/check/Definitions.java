package dev.serai.check;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.models.ModelIndex;
import dev.serai.models.RuleFiles;
import dev.serai.provider.InvalidParameter;
import dev.serai.provider.Provider;
import dev.serai.transform.Transforms;
import dev.serai.wire.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** The routes of a context as they are written, before they are made. */
public final class Definitions {

    private static final String ALIAS = "model-";

    private Definitions() {}

    /**
     * The models of these routes: aliases, and providers with their rules. What stands in another folder is neither.
     *
     * @throws InvalidFilesException naming each parameter that is wrong
     */
    static ModelIndex index(CamelContext context, RuleFiles rules, Transforms transforms, RouteErrors errors) {
        Set<String> aliases = new TreeSet<>();
        List<Provider> providers = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        ProviderRoutes said = new ProviderRoutes(context);
        for (RouteDefinition route : of(context)) {
            String id = route.getRouteId();
            if (id.startsWith(ALIAS)) {
                aliases.add(id.substring(ALIAS.length()));
            } else if (id.startsWith(ProviderRoutes.PREFIX)) {
                try {
                    Map<String, String> parameters = said.parameters(route);
                    Provider provider = new Provider(parameters, rules.of(parameters));
                    provider.requireName(id.substring(ProviderRoutes.PREFIX.length()));
                    provider.requireKnown(transforms.folders(), transforms.settings());
                    providers.add(provider);
                } catch (InvalidParameter e) {
                    Problem problem = errors.parameter(id, e.parameter(), Reason.of(e));
                    if (problems.stream().noneMatch(it -> it.isAt(problem))) { // a template's is that of many
                        problems.add(problem);
                    }
                } catch (IllegalArgumentException e) {
                    problems.addAll(errors.route(id, "", Reason.of(e), e).problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
        return new ModelIndex(aliases, providers, transforms);
    }

    /** Camel would number a template's steps by the order of files; {@code openai-prepare} stays the same. */
    public static void nameSteps(RouteDefinition route) {
        if (route.getTemplateParameters() != null) {
            route.setNodePrefixId(route.getRouteId().replaceFirst("^" + ProviderRoutes.PREFIX, "") + "-");
        }
    }

    /** A template's route is where its file is, and is what that says of it, not what the template says of all. */
    public static void place(RouteDefinition route, RouteFiles files) {
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> {
                if (route.getDescriptionText() != null) {
                    route.setDescription(route.getDescriptionText().replace("{{" + name + "}}", String.valueOf(value)));
                }
            });
            files.placeOf(route.getRouteId()).ifPresent(place -> {
                route.getInput().setLocation(place.file());
                route.getInput().setLineNumber(place.line());
            });
        }
    }

    public static List<RouteDefinition> of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }
}
