package dev.serai.routing;

import dev.serai.check.RouteErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.DefaultConfigurationConfigurer;
import org.apache.camel.main.DefaultConfigurationProperties;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * What {@code application.yaml} says of Camel, under {@code camel.main} and {@code camel.component}, for every generation
 * and the control context. Camel's starters would pass over a key that they do not know: here it ends the start.
 */
public final class CamelSettings {

    private static final String MAIN = "camel.main";
    private static final String COMPONENT = "camel.component";

    /** Settings that Camel defines for one context; a generation has its own say in some of them. */
    private static final class Main extends DefaultConfigurationProperties<Main> {}

    private final Main main;
    private final Map<String, Map<String, String>> components;

    private CamelSettings(Main main, Map<String, Map<String, String>> components) {
        this.main = main;
        this.components = components;
    }

    /**
     * Reads them.
     *
     * @throws RuntimeException naming a key that is not known, or whose value is not of its kind
     */
    public static CamelSettings of(Environment environment) {
        Binder binder = Binder.get(environment);
        Main main = binder.bind(
                        MAIN, Bindable.ofInstance(new Main()), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .orElseGet(Main::new);
        if ("pooled".equals(main.getExchangeFactory())) {
            throw new InvalidConfigurationPropertyValueException(
                    MAIN + ".exchange-factory", "pooled", "Pooled exchanges give callers the answers of others");
        }
        main.setName(null);
        main.setAutoStartup(true); // what does not start would serve nothing
        main.setRoutesReloadEnabled(false); // folders are watched as a whole
        main.setContextReloadEnabled(false);
        main.setRouteFilterIncludePattern(null);
        main.setRouteFilterExcludePattern(null);
        Map<String, Map<String, String>> components = new TreeMap<>();
        binder.bind(COMPONENT, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of)
                .forEach((key, value) -> components
                        .computeIfAbsent(StringHelper.before(key, ".", key), it -> new TreeMap<>())
                        .put(StringHelper.after(key, ".", ""), value));
        return new CamelSettings(main, components);
    }

    /** Sets a generation's context up: after it was built, and before it has components. */
    void configure(CamelContext generation) {
        try {
            DefaultConfigurationConfigurer.configure(generation, main);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        configureComponents(generation);
    }

    /** Sets each component of a context up as soon as it has it. */
    public void configureComponents(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onComponentAdd(String name, Component component) {
                components.getOrDefault(name, Map.of()).forEach((key, value) -> set(name, component, key, value));
            }
        });
    }

    /**
     * Makes the components that have settings, so that none is wrong without anyone knowing.
     *
     * @param known components that the context may have
     */
    public void require(CamelContext context, Predicate<String> known) {
        components.forEach((name, settings) -> {
            if (known.test(name) && context.getComponent(name) == null) {
                throw new InvalidConfigurationPropertyValueException(
                        COMPONENT + "." + name, settings, "There is no component '" + name + "'");
            }
        });
    }

    private static void set(String name, Component component, String key, String value) {
        try {
            PropertyBindingSupport.build()
                    .withCamelContext(component.getCamelContext())
                    .withTarget(component)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withProperty(StringHelper.dashToCamelCase(key), value)
                    .withIgnoreCase(true)
                    .withMandatory(true)
                    .bind();
        } catch (RuntimeException e) {
            throw new InvalidConfigurationPropertyValueException(
                    COMPONENT + "." + name + "." + key, value, RouteErrors.reason(e));
        }
    }
}
