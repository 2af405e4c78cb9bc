package dev.serai.routing;

import dev.serai.breakers.Breakers;
import dev.serai.call.BodyConverters;
import dev.serai.check.AllowedComponents;
import dev.serai.files.EnvironmentFunction;
import dev.serai.http.HttpEngine;
import dev.serai.upstream.UpstreamConnections;
import dev.serai.vault.Vaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.DefaultRegistry;
import org.springframework.core.env.Environment;

/** Makes the empty Camel context of a generation: its own engine and components, and the beans that all share. */
final class GenerationContexts {

    private final List<BeanRepository> beans;
    private final Breakers breakers;
    private final Environment environment;
    private final Vaults vaults;
    private final UpstreamConnections connections;
    private final CamelSettings settings;
    private final Set<String> schemes;
    private final List<Consumer<CamelContext>> additions;
    private final MBeanDescriptions descriptions = new MBeanDescriptions();

    /**
     * Takes what all generations share.
     *
     * @param settings what {@code application.yaml} says of Camel
     * @param schemes the components that route files may use beside those that the shipped ones need
     * @param additions done to each context before it has routes
     */
    GenerationContexts(
            List<BeanRepository> beans,
            Breakers breakers,
            Environment environment,
            Vaults vaults,
            UpstreamConnections connections,
            CamelSettings settings,
            List<String> schemes,
            List<Consumer<CamelContext>> additions) {
        this.beans = beans;
        this.breakers = breakers;
        this.environment = environment;
        this.vaults = vaults;
        this.connections = connections;
        this.settings = settings;
        this.schemes = AllowedComponents.with(schemes);
        this.additions = additions;
    }

    /** What files can name that are only looked at. */
    List<BeanRepository> beans() {
        List<BeanRepository> all = new ArrayList<>(beans);
        all.add(breakers);
        return all;
    }

    Set<String> schemes() {
        return schemes;
    }

    Set<String> vaults() {
        return vaults.names();
    }

    DefaultCamelContext create(int number, HttpEngine engine) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.getCamelContextExtension().setName("serai-" + number);
        LookedUpBreakers named = new LookedUpBreakers(breakers);
        context.getCamelContextExtension().addContextPlugin(LookedUpBreakers.class, named);
        List<BeanRepository> all = new ArrayList<>(beans);
        all.add(named);
        all.add(new ClassBeans(context));
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(all));
        context.getPropertiesComponent().addPropertiesFunction(new EnvironmentFunction(environment));
        vaults.addTo(context);
        context.getCamelContextExtension().addContextPlugin(InternalProcessorFactory.class, new RouteParts());
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new StepFactory());
        context.getCamelContextExtension().setManagementMBeanAssembler(descriptions.assembler(context));
        context.build();
        settings.configure(context);
        BodyConverters.addTo(context);
        allowComponents(context, schemes);
        PlatformHttpComponent http = new PlatformHttpComponent(context);
        http.setEngine(engine);
        context.addComponent("platform-http", http);
        for (String scheme : List.of("http", "https")) {
            HttpComponent upstream = new HttpComponent();
            connections.use(upstream);
            context.addComponent(scheme, upstream);
        }
        additions.forEach(addition -> addition.accept(context));
        settings.require(context, schemes::contains);
        return context;
    }

    /** For addresses that are only made while a request is served; those in files are checked with their lines. */
    static void allowComponents(DefaultCamelContext context, Set<String> schemes) {
        ComponentResolver all = context.getCamelContextExtension().getContextPlugin(ComponentResolver.class);
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, it) -> {
            if (!schemes.contains(name)) {
                throw new IllegalArgumentException("the component '" + name + "' may not be used in routes");
            }
            return all.resolveComponent(name, it);
        });
    }
}
