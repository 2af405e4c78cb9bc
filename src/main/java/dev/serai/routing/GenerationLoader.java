package dev.serai.routing;

import dev.serai.http.HttpEngine;
import dev.serai.http.Responses;
import dev.serai.upstream.Provider;
import dev.serai.upstream.TransformComponent;
import dev.serai.upstream.UpstreamConnections;
import dev.serai.wire.Folder;
import dev.serai.wire.TransformFunctions;
import dev.serai.wire.Transforms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ShortUuidGenerator;
import org.springframework.core.env.Environment;

/**
 * Makes a generation of the two folders' contents: loads every route file, compiles every transform, checks that what
 * they name exists, and starts it. Anything wrong and there is no generation, just the reason.
 */
final class GenerationLoader {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Za-z0-9_.]+)");

    private final BeanRepository beans;
    private final BeanRepository breakers;
    private final Environment environment;
    private final UpstreamConnections connections;
    private final Responses responses;
    private final ModelCatalog catalog;
    private final int maxBodyBytes;

    GenerationLoader(
            BeanRepository beans,
            BeanRepository breakers,
            Environment environment,
            UpstreamConnections connections,
            Responses responses,
            ModelCatalog catalog,
            int maxBodyBytes) {
        this.beans = beans;
        this.breakers = breakers;
        this.environment = environment;
        this.connections = connections;
        this.responses = responses;
        this.catalog = catalog;
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Loads, checks and starts a generation.
     *
     * @throws InvalidRoutesException naming what is wrong and where
     */
    Generation load(int number, Folder routes, Folder transformFiles) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        try {
            // the two halves of a generation do not need each other to be parsed
            CompletableFuture<Transforms> compiling = CompletableFuture.supplyAsync(() -> compile(transformFiles));
            HttpEngine engine = new HttpEngine(responses);
            configure(context, number, engine);
            PluginHelper.getRoutesLoader(context).loadRoutes(resources(routes));
            Transforms transforms = compiling.join();
            ModelIndex models = index(context, transforms);
            context.addComponent("transform", new TransformComponent(context, transforms));
            context.addComponent("target", new TargetComponent(context, models));
            context.getRegistry().bind("resolve", new Resolve(models));
            context.getRegistry().bind("readPrompt", new ReadPrompt(models, maxBodyBytes));
            context.getRegistry().bind("listModels", new ListModels(models, catalog));
            context.getRegistry().bind("getModel", new GetModel(models, catalog));
            context.start();
            requireStarted(context);
            return new Generation(number, context, engine, models);
        } catch (Exception e) {
            context.stop();
            throw new InvalidRoutesException(routes.location(), e);
        }
    }

    private void configure(DefaultCamelContext context, int number, HttpEngine engine) {
        context.getCamelContextExtension().setName("serai-" + number);
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(beans, breakers));
        context.getPropertiesComponent().addPropertiesFunction(new EnvironmentFunction(environment));
        context.setStreamCaching(false);
        context.setAutowiredEnabled(false);
        context.setLoadTypeConverters(false);
        context.getShutdownStrategy().setTimeout(30);
        context.setUuidGenerator(new ShortUuidGenerator());
        context.build();
        ManagementAgent jmx = context.getManagementStrategy().getManagementAgent();
        if (jmx != null) {
            jmx.setStatisticsLevel(
                    ManagementStatisticsLevel.RoutesOnly); // figures of each step would cost 2 µs a request
        }

        PlatformHttpComponent http = new PlatformHttpComponent(context);
        http.setEngine(engine);
        context.addComponent("platform-http", http);
        for (String scheme : List.of("http", "https")) {
            HttpComponent upstream = new HttpComponent();
            connections.use(upstream);
            context.addComponent(scheme, upstream);
        }
        // a route that is not there is an error now, not after half a minute of waiting for it
        DirectComponent direct = new DirectComponent();
        direct.setBlock(false);
        context.addComponent("direct", direct);
    }

    private static Transforms compile(Folder files) {
        return new Transforms(
                files, new TransformFunctions(() -> UUID.randomUUID().toString().replace("-", "")));
    }

    /** Templates first: a templated route needs its template to be there. */
    private static List<Resource> resources(Folder routes) {
        List<Resource> templates = new ArrayList<>();
        List<Resource> others = new ArrayList<>();
        routes.files()
                .forEach((path, content) -> (path.startsWith("templates/") ? templates : others)
                        .add(ResourceHelper.fromBytes(path, content)));
        templates.addAll(others);
        return templates;
    }

    private static ModelIndex index(CamelContext context, Transforms transforms) {
        Set<String> aliases = new TreeSet<>();
        List<Provider> providers = new ArrayList<>();
        for (RouteDefinition route :
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            if (route.getRouteId().startsWith("model-")) {
                aliases.add(route.getRouteId().substring("model-".length()));
            } else if (route.getTemplateParameters() != null) {
                providers.add(new Provider(parameters(context, route)));
            }
        }
        return new ModelIndex(aliases, providers, transforms);
    }

    private static Map<String, String> parameters(CamelContext context, RouteDefinition route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        route.getTemplateParameters().forEach((name, value) -> {
            parameters.put(name, context.resolvePropertyPlaceholders(String.valueOf(value)));
            Matcher variable = VARIABLE.matcher(String.valueOf(value));
            if (variable.find()) {
                parameters.put(name + ".variable", variable.group(1)); // for messages: what to set
            }
        });
        return parameters;
    }

    private static void requireStarted(CamelContext context) {
        for (Route route : context.getRoutes()) {
            if (!context.getRouteController().getRouteStatus(route.getRouteId()).isStarted()) {
                throw new IllegalStateException("the route " + route.getRouteId() + " did not start");
            }
        }
    }
}
