package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.caffeine.cache.CaffeineCacheComponent;
import org.apache.camel.component.caffeine.load.CaffeineLoadCacheComponent;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.annotations.Component;

/** Camel's components for caches and databases, which know those that are configured, and make up none. */
public final class ResourceComponents {

    /** Options that make a cache: those that are there were made. */
    private static final Set<String> MAKING = Set.of(
            "createCacheIfNotExist",
            "initialCapacity",
            "maximumSize",
            "evictionType",
            "expireAfterAccessTime",
            "expireAfterWriteTime",
            "removalListener",
            "statsEnabled",
            "statsCounter",
            "cacheLoader");

    private ResourceComponents() {}

    /** Has a context use them, as far as it may use their like. */
    public static void addTo(CamelContext context) {
        ComponentResolver allowed = context.getCamelContextExtension().getContextPlugin(ComponentResolver.class);
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, it) -> {
            org.apache.camel.Component component = allowed.resolveComponent(name, it);
            return switch (name) {
                case "caffeine-cache" -> new Named();
                case "caffeine-loadcache" -> new NamedLoading();
                case "jdbc" -> new DataSourceComponent();
                default -> component;
            };
        });
    }

    private static void require(CamelContext context, String name, Class<?> type, Map<String, Object> options) {
        if (context.getRegistry().lookupByNameAndType(name, type) == null) {
            throw new IllegalArgumentException(
                    "there is no cache '" + name + "'; those of " + ResourceSettings.CACHES + " are");
        }
        options.keySet().stream().filter(MAKING::contains).findFirst().ifPresent(option -> {
            throw new IllegalArgumentException(
                    option + " does nothing here: the cache is as " + ResourceSettings.CACHES + "." + name + " has it");
        });
    }

    @Component("caffeine-cache") // Camel finds the options by it
    private static final class Named extends CaffeineCacheComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            require(getCamelContext(), remaining, Cache.class, parameters);
            return super.createEndpoint(uri, remaining, parameters);
        }
    }

    @Component("caffeine-loadcache")
    private static final class NamedLoading extends CaffeineLoadCacheComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            require(getCamelContext(), remaining, LoadingCache.class, parameters);
            return super.createEndpoint(uri, remaining, parameters);
        }
    }
}
