package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.upstream.WireFixtures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What metrics and traces call providers: the well-known names of OpenTelemetry's conventions, where there are any. */
class TelemetryNameTest {

    @ParameterizedTest
    @CsvSource({
        "anthropic, anthropic",
        "azure, azure.ai.openai",
        "azure-classic, azure.ai.openai",
        "cohere, cohere",
        "deepseek, deepseek",
        "gemini, gcp.gemini",
        "groq, groq",
        "mistral, mistral_ai",
        "openai, openai",
        "perplexity, perplexity",
        "xai, x_ai"
    })
    void shippedProvider_hasTheConventionsName(String provider, String name) throws Exception {
        assertThat(WireFixtures.provider(provider).telemetryName()).isEqualTo(name);
    }

    @Test
    void providerThatSaysNothing_hasItsOwnName() {
        assertThat(new Provider(Map.of("provider", "acme", "baseUrl", "http://x"), ModelRules.NONE).telemetryName())
                .isEqualTo("acme");
    }
}
