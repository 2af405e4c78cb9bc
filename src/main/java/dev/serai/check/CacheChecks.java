package dev.serai.check;

import dev.serai.cache.CacheVariables;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.wire.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Whether what routes say of the answers that are kept can be meant: a wrong time would be found by the first request. */
final class CacheChecks {

    private final CamelContext context;
    private final RouteErrors errors;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> categories = new TreeSet<>();

    private CacheChecks(CamelContext context, RouteErrors errors) {
        this.context = context;
        this.errors = errors;
    }

    /**
     * Looks at the routes of a context.
     *
     * @throws InvalidFilesException naming each variable whose constant is none that it may have
     */
    static void require(CamelContext context, RouteErrors errors) {
        CacheChecks checks = new CacheChecks(context, errors);
        Definitions.of(context).forEach(checks::look);
        if (!checks.problems.isEmpty()) {
            throw new InvalidFilesException(checks.problems);
        }
    }

    @SuppressWarnings("rawtypes") // as Camel has them
    private void look(RouteDefinition route) {
        Collection<ProcessorDefinition> steps =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class);
        for (ProcessorDefinition<?> step : steps) {
            CacheVariables.said(step, context).forEach(said -> look(route.getRouteId(), said));
        }
    }

    private void look(String route, CacheVariables.Said said) {
        try {
            CacheVariables.require(said);
            if (said.isCategory()
                    && categories.add(said.constant())
                    && categories.size() > CacheVariables.mostCategories()) {
                throw new IllegalArgumentException("the files name more than " + CacheVariables.mostCategories()
                        + " categories of answers: " + String.join(", ", categories));
            }
        } catch (IllegalArgumentException e) {
            problems.add(errors.variable(route, said.name(), said.step().getLineNumber(), Reason.of(e)));
        }
    }
}
