package dev.serai.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.serai.resources.ResourceSettings.DataSourceSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/** Makes a bean of each cache and data source, by its name. */
final class ResourceBeans implements BeanDefinitionRegistryPostProcessor {

    private final ResourceSettings settings;

    ResourceBeans(ResourceSettings settings) {
        this.settings = settings;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        Caches.check(settings.caches());
        settings.dataSources().forEach(NamedDataSource::check);
        ListableBeanFactory beans = (ListableBeanFactory) registry;
        settings.caches()
                .forEach((name, cache) -> register(
                        registry,
                        ResourceSettings.CACHES,
                        name,
                        Cache.class,
                        () -> Caches.create(name, cache, beans.getBean(MeterRegistry.class))));
        register(
                registry,
                "serai",
                "namedCaches",
                NamedCaches.class,
                () -> new NamedCaches(caches(beans, settings.caches().keySet())));
        settings.dataSources()
                .forEach((name, source) -> register(
                        registry,
                        ResourceSettings.DATA_SOURCES,
                        name,
                        NamedDataSource.class,
                        () -> dataSource(name, source, beans.getBean(MeterRegistry.class))));
        if (!settings.dataSources().isEmpty()) {
            register(
                    registry,
                    "health",
                    "dataSourcesHealthIndicator",
                    DataSourcesHealthIndicator.class,
                    () -> new DataSourcesHealthIndicator(
                            beans.getBeansOfType(NamedDataSource.class).values()));
        }
    }

    @SuppressWarnings("unchecked") // those that are made here
    private static Map<String, Cache<Object, Object>> caches(ListableBeanFactory beans, Set<String> names) {
        Map<String, Cache<Object, Object>> caches = new TreeMap<>();
        names.forEach(name -> caches.put(name, (Cache<Object, Object>) beans.getBean(name, Cache.class)));
        return caches;
    }

    private static NamedDataSource dataSource(String name, DataSourceSettings settings, MeterRegistry meters) {
        NamedDataSource source = new NamedDataSource(name, settings);
        source.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        return source;
    }

    private static <T> void register(
            BeanDefinitionRegistry registry, String key, String name, Class<T> type, Supplier<? extends T> supplier) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    key + "." + name + ": a name is letters, digits, - and _, and begins with a letter");
        }
        if (registry.containsBeanDefinition(name)) {
            throw new IllegalArgumentException(
                    key + "." + name + ": something else has this name already; take another");
        }
        @SuppressWarnings("unchecked")
        AbstractBeanDefinition bean = BeanDefinitionBuilder.rootBeanDefinition(type, (Supplier<T>) supplier)
                .setRole(BeanDefinition.ROLE_APPLICATION)
                .getBeanDefinition();
        bean.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
        registry.registerBeanDefinition(name, bean);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // all are there
    }
}
