package dev.serai.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.mock.env.MockEnvironment;

class ResourceSettingsTest {

    private static void register(Map<String, String> properties, DefaultListableBeanFactory beans) {
        MockEnvironment environment = new MockEnvironment();
        properties.forEach(environment::setProperty);
        new ResourceBeans(ResourceSettings.of(environment)).postProcessBeanDefinitionRegistry(beans);
    }

    @ParameterizedTest
    @CsvSource({
        "serai.caches.a.maximum-entriez,1,maximum-entriez",
        "serai.caches.a.maximum-entries,0,maximum-entries",
        "serai.caches.a.maximum-bytes,0,maximum-bytes",
        "serai.caches.a.maximum-bytes,-1B,maximum-bytes",
        "serai.caches.a.expire-after-write,-1s,expire-after-write",
        "serai.datasources.a.url,,serai.datasources.a.url",
        "serai.datasources.a.url,jdbc:nowhere:x,no driver",
        "serai.datasources.a.url,mysql://secret-canary@x/y,serai.datasources.a.url",
        "serai.datasources.a.pool-size,0,pool-size",
        "serai.datasources.a.pool,1,pool",
        "serai.caches.step.maximum-entries,1,something else"
    })
    void mistake_endsTheStart(String key, String value, String named) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("step", new RootBeanDefinition(Object.class));
        assertThatThrownBy(() -> register(Map.of(key, value == null ? "" : value), beans))
                .hasStackTraceContaining(named)
                .satisfies(error -> assertThat(error.toString()).doesNotContain("secret-canary"));
    }

    @Test
    void sameNameTwice_endsTheStart() {
        assertThatThrownBy(() -> register(
                        Map.of("serai.caches.a.maximum-entries", "1", "serai.datasources.a.url", "jdbc:h2:mem:a"),
                        new DefaultListableBeanFactory()))
                .hasMessageContaining("serai.datasources.a");
    }

    @Test
    void cache_isBoundedWithoutASaying() {
        MockEnvironment environment = new MockEnvironment().withProperty("serai.caches.a.expire-after-access", "1m");
        assertThat(ResourceSettings.of(environment)
                        .caches()
                        .get("a")
                        .maximumBytes()
                        .toMegabytes())
                .isEqualTo(16);
    }
}
