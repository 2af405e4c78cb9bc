package dev.serai.control;

import dev.serai.files.EnvironmentFunction;
import dev.serai.http.HttpEngine;
import dev.serai.routing.CamelSettings;
import dev.serai.routing.RouteDumps;
import dev.serai.vault.Vaults;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Spring Boot's own Camel context is the control context. It starts when the first generation serves, and stops when the
 * last request has ended and before the generations do. Of the starter's configurations it needs one.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ImportAutoConfiguration(CamelAutoConfiguration.class)
class ControlConfiguration {

    @Bean
    CamelContextConfiguration controlContext(
            CamelSettings settings, @Qualifier("pages") HttpEngine pages, Environment environment, Vaults vaults) {
        return new CamelContextConfiguration() {

            @Override
            public void beforeApplicationStart(CamelContext control) {
                control.getPropertiesComponent().addPropertiesFunction(new EnvironmentFunction(environment));
                vaults.addTo(control);
                settings.configureComponents(control);
                RouteDumps.addTo(control);
                PlatformHttpComponent http = new PlatformHttpComponent(control);
                http.setEngine(pages);
                control.addComponent("platform-http", http);
                settings.require(control, component -> true);
            }

            @Override
            public void afterApplicationStart(CamelContext control) {
                // its routes run by now
            }
        };
    }
}
