package dev.serai.routing;

import dev.serai.call.Reach;
import dev.serai.check.Definitions;
import dev.serai.check.DraftCheck;
import dev.serai.check.JavaRoutes;
import dev.serai.check.RouteChecks;
import dev.serai.check.RouteErrors;
import dev.serai.check.RouteFiles;
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
import dev.serai.monitor.StepTimes;
import dev.serai.shedding.MemoryBudget;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.upstream.TransformComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;

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
    private final Supplier<List<RouteBuilder>> builders;

    /**
     * Takes what it makes generations of.
     *
     * @param pages what the control context serves beside them
     * @param builders makes those of the routes in Java
     */
    GenerationLoader(
            GenerationContexts contexts,
            Responses responses,
            ModelCatalog catalog,
            int maxBodyBytes,
            MemoryBudget memory,
            HttpEngine pages,
            Supplier<List<RouteBuilder>> builders) {
        this.contexts = contexts;
        this.responses = responses;
        this.catalog = catalog;
        this.maxBodyBytes = maxBodyBytes;
        this.memory = memory;
        this.pages = pages;
        this.builders = builders;
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
        RouteFiles routes = RouteFiles.of(files.routes(), problems);
        boolean readable = problems.isEmpty(); // else what is in a file that cannot be read would seem to be missing
        RuleFiles rules = new RuleFiles(files.routes(), problems);
        RouteErrors errors = new RouteErrors(routes.files());
        HttpEngine engine = new HttpEngine(responses, memory, () -> pages);
        DefaultCamelContext context = contexts.create(number, engine);
        try {
            if (readable) {
                problems.addAll(RouteChecks.of(routes.files(), contexts.schemes(), java(context)));
            }
            if (!problems.isEmpty()) {
                problems.addAll(problemsOf(compiling));
                throw new InvalidFilesException(problems);
            }
            RoutesLoader loader = PluginHelper.getRoutesLoader(context);
            routes.load(context, JavaRoutes.of(builders), errors, loader::loadRoutes);
            Definitions.of(context).forEach(Definitions::nameSteps);
            Sources sources = Sources.hold(context, Definitions.of(context));
            Transforms transforms = compiling.join();
            ModelIndex models = Definitions.index(context, rules, transforms, errors);
            equip(context, transforms, models);
            start(context);
            sources.requireAllOthersStarted(errors);
            return new Generation(number, files, cause, context, engine, models, sources, routes.places());
        } catch (Exception e) {
            context.stop();
            StepTimes.release(context);
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
        RouteFiles routes = RouteFiles.of(files.routes(), problems);
        RuleFiles rules = new RuleFiles(files.routes(), problems);
        DefaultCamelContext context = contexts.draft(new HttpEngine(responses, memory, () -> pages));
        try {
            JavaRoutes java = java(context);
            problems.addAll(RouteChecks.of(routes.files(), contexts.schemes(), java));
            problems.addAll(problemsOf(compiling));
            return problems.isEmpty()
                    ? new DraftCheck(
                                    context,
                                    routes,
                                    rules,
                                    java,
                                    (transforms, models) -> equip(context, transforms, models))
                            .of(compiling.join(), JavaRoutes.of(builders))
                    : problems;
        } catch (InvalidFilesException e) {
            return e.problems();
        } finally {
            context.stop();
        }
    }

    /** What files can name of the routes in Java. */
    private JavaRoutes java(CamelContext context) {
        return JavaRoutes.of(builders).look(context);
    }

    private static EnvironmentFunction environment(CamelContext context) {
        return (EnvironmentFunction) context.getPropertiesComponent().getPropertiesFunction(EnvironmentFunction.NAME);
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
}
