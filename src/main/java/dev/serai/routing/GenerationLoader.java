package dev.serai.routing;

import dev.serai.call.Reach;
import dev.serai.check.Definitions;
import dev.serai.check.DraftCheck;
import dev.serai.check.RouteChecks;
import dev.serai.check.RouteErrors;
import dev.serai.check.RouteYaml;
import dev.serai.files.EnvironmentFunction;
import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.http.HttpEngine;
import dev.serai.http.Responses;
import dev.serai.models.AliasReach;
import dev.serai.models.GetModel;
import dev.serai.models.ListModels;
import dev.serai.models.ModelCatalog;
import dev.serai.models.ModelIndex;
import dev.serai.models.Permit;
import dev.serai.models.Resolve;
import dev.serai.models.RuleFiles;
import dev.serai.shedding.MemoryBudget;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.upstream.TransformComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes a generation of the two folders' contents: loads every route file, compiles every transform, checks that what
 * they name exists, and starts it. Anything wrong and there is no generation, just the reasons.
 */
final class GenerationLoader {

    private final GenerationContexts contexts;
    private final Responses responses;
    private final ModelCatalog catalog;
    private final int maxBodyBytes;
    private final MemoryBudget memory;
    private final HttpEngine pages;

    /**
     * Takes what it makes generations of.
     *
     * @param pages what the control context serves beside them
     */
    GenerationLoader(
            GenerationContexts contexts,
            Responses responses,
            ModelCatalog catalog,
            int maxBodyBytes,
            MemoryBudget memory,
            HttpEngine pages) {
        this.contexts = contexts;
        this.responses = responses;
        this.catalog = catalog;
        this.maxBodyBytes = maxBodyBytes;
        this.memory = memory;
        this.pages = pages;
    }

    /**
     * Loads, checks and starts a generation, whose own sources (timers, …) are not running yet.
     *
     * @param cause by what change, for people
     * @throws InvalidFilesException naming what is wrong and where
     */
    Generation load(int number, GenerationFiles files, String cause) {
        // the two halves of a generation do not need each other to be parsed
        CompletableFuture<Transforms> compiling = CompletableFuture.supplyAsync(() -> compile(files.transforms()));
        List<Problem> problems = new ArrayList<>();
        List<RouteYaml> routes = parse(files.routes(), problems);
        if (problems.isEmpty()) { // else what is in a file that cannot be read would seem to be missing
            problems.addAll(RouteChecks.of(routes, contexts.schemes()));
        }
        RuleFiles rules = new RuleFiles(files.routes(), problems);
        if (!problems.isEmpty()) {
            problems.addAll(problemsOf(compiling));
            throw new InvalidFilesException(problems);
        }
        RouteErrors errors = new RouteErrors(routes);
        HttpEngine engine = new HttpEngine(responses, memory, () -> pages);
        DefaultCamelContext context = contexts.create(number, engine);
        try {
            load(context, routes, files.routes(), errors);
            Definitions.of(context).forEach(Definitions::nameSteps);
            Sources sources = Sources.hold(context, Definitions.of(context));
            Transforms transforms = compiling.join();
            ModelIndex models = Definitions.index(context, rules, transforms, errors);
            equip(context, transforms, models);
            start(context);
            sources.requireAllOthersStarted(errors);
            return new Generation(number, files, cause, context, engine, models, sources, places(routes));
        } catch (Exception e) {
            context.stop();
            throw environment(context).withoutValues(errors.of(e));
        }
    }

    /**
     * Camel's test kit holds back whatever is started on the thread of a test, until the test has changed it. That is for the
     * control context: a generation that is not started would serve nothing, and nobody would know.
     */
    private static void start(DefaultCamelContext context) {
        boolean held = DefaultCamelContext.isNoStart();
        try {
            DefaultCamelContext.setNoStart(false);
            context.start();
        } finally {
            DefaultCamelContext.setNoStart(held);
        }
        if (!context.isStarted()) {
            throw new IllegalStateException("the routes did not start; the log says why");
        }
    }

    /** What routes can name that belongs to their generation. */
    void equip(CamelContext context, Transforms transforms, ModelIndex models) {
        context.addComponent("transform", new TransformComponent(context, transforms));
        context.addComponent("target", new TargetComponent(context, models));
        context.getRegistry().bind("resolve", new Resolve(models));
        context.getRegistry().bind("permit", new Permit(models));
        context.getRegistry().bind(Reach.NAME, new AliasReach(models, context));
        context.getRegistry().bind("askInTurn", new AskInTurn(models, context));
        context.getRegistry().bind("readPrompt", new ReadPrompt(models, maxBodyBytes));
        context.getRegistry().bind("listModels", new ListModels(models, catalog));
        context.getRegistry().bind("getModel", new GetModel(models, catalog));
    }

    /** Looks at files, and neither runs nor starts anything of theirs. */
    List<Problem> check(GenerationFiles files) {
        CompletableFuture<Transforms> compiling = CompletableFuture.supplyAsync(() -> compile(files.transforms()));
        List<Problem> problems = new ArrayList<>();
        List<RouteYaml> routes = parse(files.routes(), problems);
        RuleFiles rules = new RuleFiles(files.routes(), problems);
        problems.addAll(RouteChecks.of(routes, contexts.schemes()));
        problems.addAll(problemsOf(compiling));
        if (!problems.isEmpty()) {
            return problems;
        }
        DefaultCamelContext context = contexts.draft(new HttpEngine(responses, memory, () -> pages));
        try {
            return new DraftCheck(context, routes, rules, (transforms, models) -> equip(context, transforms, models))
                    .of(files.routes(), compiling.join());
        } finally {
            context.stop();
        }
    }

    private static EnvironmentFunction environment(CamelContext context) {
        return (EnvironmentFunction) context.getPropertiesComponent().getPropertiesFunction(EnvironmentFunction.NAME);
    }

    private static List<RouteYaml> parse(Folder folder, List<Problem> problems) {
        List<RouteYaml> routes = new ArrayList<>();
        folder.files().forEach((file, content) -> {
            if (RuleFiles.is(file)) {
                return;
            }
            try {
                routes.add(RouteYaml.parse(file, content));
            } catch (InvalidFilesException e) {
                problems.addAll(e.problems());
            }
        });
        return routes;
    }

    private static Transforms compile(Folder folder) {
        return new Transforms(
                folder,
                new TransformFunctions(() -> UUID.randomUUID().toString().replace("-", "")));
    }

    private static List<Problem> problemsOf(CompletableFuture<Transforms> compiling) {
        return compiling
                .handle((transforms, error) ->
                        error != null && error.getCause() instanceof InvalidFilesException invalid
                                ? invalid.problems()
                                : List.<Problem>of())
                .join();
    }

    private static void load(CamelContext context, List<RouteYaml> routes, Folder folder, RouteErrors errors) {
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (RouteYaml route : Definitions.ordered(routes)) {
            try {
                loader.loadRoutes(
                        ResourceHelper.fromBytes(route.file(), folder.files().get(route.file())));
            } catch (Exception e) {
                throw errors.in(route, e);
            }
        }
    }

    private static Map<String, String> places(List<RouteYaml> routes) {
        Map<String, String> places = new LinkedHashMap<>();
        for (RouteYaml file : routes) {
            file.elements().stream()
                    .filter(element -> element.id() != null)
                    .forEach(element -> places.put(element.id().name(), file.path()));
        }
        return places;
    }
}
