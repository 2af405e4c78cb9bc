package dev.serai.routing;

import dev.serai.upstream.Provider;
import dev.serai.wire.Folder;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Holds the generation that serves. It is loaded before the server accepts its first connection. */
public final class Generations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    private final GenerationLoader loader;
    private final Path routes;
    private final Path transforms;
    private volatile Generation serving;

    Generations(GenerationLoader loader, Path routes, Path transforms) {
        this.loader = loader;
        this.routes = routes;
        this.transforms = transforms;
    }

    /** The serving generation, entered: the caller leaves it when its request is over. */
    Generation enter() {
        Generation generation = serving;
        generation.enter();
        return generation;
    }

    Generation serving() {
        return serving;
    }

    @Override
    public void start() {
        long begun = System.nanoTime();
        Folder routeFiles = Folder.read(routes, "routes", ".camel.yaml");
        Folder transformFiles = Folder.read(transforms, "transforms", ".jslt");
        serving = loader.load(1, routeFiles, transformFiles);
        LOG.info(
                "Serving {} routes from {} and transforms from {}, loaded in {} ms",
                serving.context().getRoutesSize(),
                routeFiles.location(),
                transformFiles.location(),
                (System.nanoTime() - begun) / 1_000_000);
        LOG.info("Providers: {}; not configured: {}", names(Provider::configured), names(p -> !p.configured()));
    }

    private String names(Predicate<Provider> which) {
        return serving.models().providers().stream()
                .filter(which)
                .map(Provider::name)
                .collect(Collectors.joining(", "));
    }

    @Override
    public void stop() {
        Generation last = serving;
        serving = null;
        last.stop();
    }

    @Override
    public boolean isRunning() {
        return serving != null;
    }

    /** Before the web server opens its port, and after it has closed it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
