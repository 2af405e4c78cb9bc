package dev.serai.routing;

import dev.serai.check.Declared;
import dev.serai.check.Definitions;
import dev.serai.check.JavaBuilders;
import dev.serai.check.RouteErrors;
import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.ValueFunction;
import dev.serai.http.HttpEngine;
import dev.serai.monitor.StepTimes;
import dev.serai.resources.ResourceComponents;
import dev.serai.transform.Transforms;
import dev.serai.upstream.UpstreamConnections;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;

/**
 * Makes a generation of the two folders' contents: loads every route file, compiles every transform, checks that what
 * they name exists, and starts it. Anything wrong and there is no generation, just the reasons.
 */
final class GenerationLoader {

    private final GenerationContexts contexts;
    private final Supplier<HttpEngine> engines;
    private final Equipment equipment;
    private final JavaBuilders builders;

    /**
     * Takes what it makes generations of.
     *
     * @param engines makes what each serves with
     * @param builders makes those of the routes in Java
     */
    GenerationLoader(
            GenerationContexts contexts, Supplier<HttpEngine> engines, Equipment equipment, JavaBuilders builders) {
        this.contexts = contexts;
        this.engines = engines;
        this.equipment = equipment;
        this.builders = builders;
    }

    /**
     * Loads, checks and starts a generation, whose own sources (timers, …) are not running yet.
     *
     * @param cause by what change, for people
     * @throws InvalidFilesException naming what is wrong and where
     */
    Generation load(int number, GenerationFiles files, String cause) {
        FilesCheck.Parsed parsed = FilesCheck.Parsed.of(files);
        RouteErrors errors = new RouteErrors(parsed.routes().files());
        HttpEngine engine = engines.get();
        DefaultCamelContext context = contexts.create(number, engine);
        try {
            parsed.require(contexts.schemes(), builders.of(files.routes()).look(context));
            RoutesLoader loader = PluginHelper.getRoutesLoader(context);
            parsed.routes().load(context, builders.of(files.routes()), errors, loader::loadRoutes);
            Definitions.of(context).forEach(route -> {
                Definitions.nameSteps(route);
                Definitions.place(route, parsed.routes());
            });
            Sources sources = Sources.hold(context, Definitions.of(context));
            Transforms transforms = parsed.compiled();
            Declared declared = Declared.of(context, parsed.rules(), transforms, errors);
            equipment.addTo(context, transforms, declared, files);
            start(context);
            sources.requireAllOthersStarted(errors);
            return new Generation(
                    number,
                    files,
                    cause,
                    context,
                    engine,
                    declared,
                    sources,
                    parsed.routes().places());
        } catch (Exception | Error e) { // of whoever's classes: what has started of it would go on
            context.stop();
            StepTimes.release(context);
            UpstreamConnections.release(context);
            throw ValueFunction.withoutValues(context, errors.of(e));
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

    /** What looks at files that are to serve so. */
    FilesCheck check() {
        return new FilesCheck(
                contexts.beans(), contexts.schemes(), builders, ResourceComponents::addTo, contexts.vaults());
    }
}
