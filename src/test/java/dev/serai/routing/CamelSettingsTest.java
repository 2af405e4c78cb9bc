package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.ContextReloadStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CamelSettingsTest {

    private static CamelSettings settings(Map<String, Object> keys) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application.yaml", keys));
        return CamelSettings.of(environment);
    }

    private static DefaultCamelContext configured(CamelSettings settings) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.build();
        settings.configure(context);
        return context;
    }

    @Test
    void keys_reachContextAndComponents() {
        DefaultCamelContext context = configured(settings(Map.of(
                "camel.main.stream-caching-enabled", "false",
                "camel.main.globalOptions[one]", "two",
                "camel.component.seda.queue-size", "7",
                "camel.component.seda.defaultBlockWhenFull", "true")));
        assertThat(context.isStreamCaching()).isFalse();
        assertThat(context.getGlobalOption("one")).isEqualTo("two");
        SedaComponent seda = context.getComponent("seda", SedaComponent.class);
        assertThat(seda.getQueueSize()).isEqualTo(7);
        assertThat(seda.isDefaultBlockWhenFull()).isTrue();
    }

    @Test
    void variable_countsAsAKey() {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> variables = new HashMap<>();
        variables.put("CAMEL_COMPONENT_SEDA_QUEUESIZE", "7");
        variables.put("CAMEL_MAIN_STREAMCACHINGENABLED", "false");
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        DefaultCamelContext context = configured(CamelSettings.of(environment));
        assertThat(context.isStreamCaching()).isFalse();
        assertThat(context.getComponent("seda", SedaComponent.class).getQueueSize())
                .isEqualTo(7);
    }

    @Test
    void whatIsOfOneContextAlone_doesNotReachGenerations() {
        DefaultCamelContext context = configured(settings(Map.of(
                "camel.main.name", "mine",
                "camel.main.auto-startup", "false",
                "camel.main.routes-reload-enabled", "true",
                "camel.main.context-reload-enabled", "true",
                "camel.main.route-filter-include-pattern", "nothing*")));
        assertThat(context.getName()).isNotEqualTo("mine");
        assertThat(context.isAutoStartup()).isTrue();
        assertThat(context.hasService(ContextReloadStrategy.class)).isNull();
        assertThat(context.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteFilter())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "camel.main.stream-cachin-enabled, true",
        "camel.main.strem.caching, true",
        "camel.main.shutdown-timeout, soon"
    })
    void wrongKeyOfMain_isNamed(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(key);
    }

    @ParameterizedTest
    @CsvSource({"seda.queue-sise, 7", "seda.queue-size, many", "seda, 7", "nowhere.size, 7"})
    void wrongKeyOfAComponent_isNamed(String key, String value) {
        CamelSettings settings = settings(Map.of("camel.component." + key, value));
        assertThatThrownBy(() -> settings.require(configured(settings), name -> true))
                .satisfies(e -> {
                    Throwable cause = e;
                    while (!(cause instanceof InvalidConfigurationPropertyValueException) && cause.getCause() != null) {
                        cause = cause.getCause();
                    }
                    assertThat(cause)
                            .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                            .hasMessageContaining("camel.component." + key.replaceFirst("^nowhere.*", "nowhere"));
                });
    }

    @Test
    void pooledExchanges_areRefused() {
        assertThatThrownBy(() -> settings(Map.of("camel.main.exchange-factory", "pooled")))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("camel.main.exchange-factory");
    }
}
