package dev.serai.routing;

import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.DefaultComponent;

/**
 * Caches and databases by their names, without any of them: a check from a shell opens nothing.
 *
 * @param caches the names of those that are configured
 * @param dataSources the same of databases
 */
record ShellResources(Set<String> caches, Set<String> dataSources) {

    /** Has a context know them. */
    void addTo(CamelContext context) {
        ComponentResolver allowed = context.getCamelContextExtension().getContextPlugin(ComponentResolver.class);
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, it) -> switch (name) {
            case "caffeine-cache", "caffeine-loadcache" -> new Named("cache", "serai.caches", caches);
            case "jdbc" -> new Named("data source", "serai.datasources", dataSources);
            default -> allowed.resolveComponent(name, it);
        });
    }

    private static final class Named extends DefaultComponent {

        private final String what;
        private final String key;
        private final Set<String> names;

        Named(String what, String key, Set<String> names) {
            this.what = what;
            this.key = key;
            this.names = names;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("there is no " + what + " '" + name + "'; those of " + key + " are");
            }
            parameters.clear(); // OptionChecks looks at them
            return getCamelContext().getEndpoint("direct:" + what.replace(' ', '-'));
        }
    }
}
