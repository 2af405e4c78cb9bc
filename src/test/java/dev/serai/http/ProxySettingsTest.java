package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.support.OwnGateway;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** What a start says to settings that would have strangers believed, and who administers without a key. */
class ProxySettingsTest {

    @TempDir
    private Path data;

    private OwnGateway start(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("serai.data", data.toString());
        return OwnGateway.start(all);
    }

    @ParameterizedTest
    @CsvSource({
        "server.forward-headers-strategy, native",
        "server.forward-headers-strategy, framework",
        "server.tomcat.remoteip.remote-ip-header, X-Forwarded-For",
        "server.tomcat.remoteip.protocol-header, X-Forwarded-Proto",
        "serai.trusted-proxies, nginx",
    })
    void settingThatBelievesStrangers_isRefused(String key, String value) {
        assertThatThrownBy(() -> start(Map.of(key, value)).close())
                .rootCause()
                .extracting(cause -> cause + " " + reason(cause), InstanceOfAssertFactories.STRING)
                .containsAnyOf("SERAI_TRUSTED_PROXIES", "10.0.0.0/8");
    }

    @Test
    void loopbackBehindAProxy_isRefused() {
        assertThatThrownBy(() -> start(Map.of("serai.anonymous", "loopback", "serai.trusted-proxies", "10.0.0.1"))
                        .close())
                .rootCause()
                .extracting(ProxySettingsTest::reason, InstanceOfAssertFactories.STRING)
                .contains("SERAI_TRUSTED_PROXIES");
    }

    @Test
    void nobodyAdministers_byWhereTheyAre() throws Exception {
        try (OwnGateway gateway = start(Map.of("serai.anonymous", "loopback", "serai.admin-key", ""))) {
            for (String path : new String[] {"/manage/projects", "/manage/metrics", "/manage/routes"}) {
                assertThat(gateway.get(path).statusCode()).isEqualTo(401);
            }
            assertThat(gateway.send(
                                    "POST",
                                    "/v1/chat/completions",
                                    "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String reason(Throwable cause) {
        return cause instanceof InvalidConfigurationPropertyValueException invalid
                ? invalid.getReason()
                : String.valueOf(cause.getMessage());
    }
}
