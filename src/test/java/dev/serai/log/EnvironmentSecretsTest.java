package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    @Test
    void plus_isItself_inHeadersAndAddresses() {
        Secrets secrets = new Secrets();
        new EnvironmentSecrets(new MockEnvironment()
                        .withProperty("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20canary+one/94f1==")
                        .withProperty("SERAI_REDIS_URL", "redis://serai:canary+two%2Fx@host"))
                .tell(secrets);

        assertThat(secrets.masked("canary+one/94f1== and canary+two/x")).isEqualTo("[secret] and [secret]");
    }

    /** As vendors and their users name them: a route file of theirs may read any of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PWD",
                "SMTP_PASS",
                "KEYSTORE_PASSPHRASE",
                "ACME_AUTH",
                "ACME_BEARER",
                "GITHUB_PAT",
                "SESSION_JWT",
                "SENTRY_DSN",
                "ACME_COOKIE",
                "AZURE_CONNECTION_STRING",
                "acme.db-pwd",
                "acme.connectionString"
            })
    void settings_areSecretByTheirNames(String name) {
        assertThat(EnvironmentSecrets.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERAI_UPSTREAM_AUTH_ERRORS",
                "PWD",
                "OLDPWD",
                "SSH_AUTH_SOCK",
                "SERAI_BYPASS",
                "COMPASS",
                "SERAI_PATH",
                "OAUTH",
                "LC_ADDRESS"
            })
    void otherSettings_areNot(String name) {
        assertThat(EnvironmentSecrets.isSecret(name)).isFalse();
    }
}
