package dev.serai.routing;

import dev.serai.http.HttpEngine;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.DefaultRegistry;

/** Makes Camel contexts that are only looked at and never started: without JMX, connections, or anything that runs. */
final class DraftContexts {

    private DraftContexts() {}

    /**
     * Makes one. Its files learn nothing of the environment, nor of anything else that a placeholder can read or call, but
     * what the resolver gives.
     *
     * @param beans what routes can name
     * @param schemes the components that they may use
     */
    static DefaultCamelContext create(
            List<BeanRepository> beans, Set<String> schemes, PropertiesFunctionResolver placeholders) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.getCamelContextExtension().setName("draft");
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        context.setAutowiredEnabled(false);
        context.setLoadTypeConverters(false);
        context.build();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setPropertiesFunctionResolver(placeholders);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        GenerationContexts.allowComponents(context, schemes);
        PlatformHttpComponent http = new PlatformHttpComponent(context);
        http.setEngine(new HttpEngine(null, null, null, () -> null)); // no consumer is made
        context.addComponent("platform-http", http);
        for (String scheme : List.of("http", "https")) {
            context.addComponent(scheme, new HttpComponent());
        }
        return context;
    }
}
