package dev.serai.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serai.watch-interval           | 500ms                                        | 500ms
            serai.max-body                 | 64MB                                         | 64MB
            serai.hedge-share              | 0.1                                          | 0.1
            serai.step-times               | true                                         | true
            serai.components               | bean,http,log                                | bean,http,log
            serai.trusted-proxies          | 10.0.0.0/8                                   | 10.0.0.0/8
            logging.level.root             | WARN                                         | WARN
            serai.db.url                   | postgresql://me:canary@db.example:5432/serai | postgresql://db.example:5432
            serai.db.url                   | postgresql://me:ca/na?ry@db.example/serai    | postgresql://db.example
            serai.db.url                   | postgresql://me:can@ary@db.example/serai     | postgresql://db.example
            serai.db.url                   | jdbc:postgresql://db/serai?password=canary   | jdbc:postgresql://db
            serai.limits.redis-url         | redis://:canary@redis:6379                   | redis://redis:6379
            MY_WEBHOOK_URL                 | https://hooks.example/services/T0/canary     | https://hooks.example
            OPENAI_BASE_URL                | http://127.0.0.1:8080/v1                     | http://127.0.0.1:8080
            """)
    void harmlessValues_areShownAsFarAsTheyAre(String name, String value, String shown) {
        assertThat(Settings.shown(name, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serai.admin-key                         | canary
            serai.keys                              | canary-one,canary-two
            serai.keys[0]                           | 123456
            serai.master-keys                       | canary
            SERAI_KEYS                              | true
            OPENAI_API_KEY                          | canary
            serai.db.user                           | canary
            serai.db.password                       | 12345
            serai.db.url                            | jdbc:h2:mem:x;PASSWORD=canary
            serai.datasources.tenants.password      | canary
            OTEL_EXPORTER_OTLP_HEADERS              | authorization=Basic canary
            camel.component.kafka.sasl-jaas-config  | username="a" password="canary"
            spring.application.json                 | {"serai":{"admin-key":"canary"}}
            SERAI_SOMETHING_NEW                     | canary
            serai.something-new                     | canary
            serai.something-new                     | 1234567890123
            """)
    void anythingElse_isOnlySaidToBeSet(String name, String value) {
        assertThat(Settings.shown(name, value)).isEqualTo(Settings.HIDDEN);
    }

    @Test
    void everySettingAndEveryVariableThatOneNames_isListed() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "application.yaml",
                        Map.of(
                                "serai.data",
                                "${SETTINGS_TEST_DATA:data}",
                                "serai.admin-key",
                                "",
                                "serai.broken",
                                "${SETTINGS_TEST_NOWHERE}")));
        System.setProperty("SETTINGS_TEST_DATA", "/srv/serai");
        try {
            Map<String, Settings.Setting> shown = new Settings(environment).shown();

            assertThat(shown.get("serai.data")).isEqualTo(new Settings.Setting("/srv/serai", "application.yaml"));
            assertThat(shown.get("SETTINGS_TEST_DATA").source()).isEqualTo("systemProperties");
            assertThat(shown.get("serai.admin-key").value()).isEqualTo("[not set]");
            assertThat(shown.get("serai.broken").value()).contains("placeholder");
            assertThat(shown).as("what is of the machine alone").doesNotContainKeys("PATH", "java.home", "HOME");
        } finally {
            System.clearProperty("SETTINGS_TEST_DATA");
        }
    }
}
