package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Which settings are secret. */
class EnvironmentSecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTEL_EXPORTER_OTLP_HEADERS",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                "otel.exporter.otlp.headers",
                "otel.exporter.otlp.traces-headers"
            })
    void headersForACollector_areSecret(String name) {
        Secrets secrets = new Secrets();
        new EnvironmentSecrets(new MockEnvironment()
                        .withProperty(name, "authorization=Bearer%20first-canary-94f1, x-key=second%2Bcanary, plain=1"))
                .tell(secrets);

        assertThat(secrets.masked("first-canary-94f1 and second+canary and second%2Bcanary in plain=1"))
                .isEqualTo("[secret] and [secret] and [secret] in plain=1");
    }
}
