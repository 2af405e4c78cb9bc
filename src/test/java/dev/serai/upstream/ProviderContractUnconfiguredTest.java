package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RoutesCopy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway without any provider's key: each provider file reads variables that nobody sets. */
class ProviderContractUnconfiguredTest extends ProviderContract {

    @DynamicPropertySource
    static void noKeys(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("env:(\\w+_(?:API_KEY|BASE_URL|PROJECT))", "env:UNSET_$1");
        properties.add("serai.routes", routes::toString);
        properties.add("management.endpoint.health.show-details", () -> "always");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providersOfAllKinds")
    void unconfiguredProvider_saysWhatToSet(String provider) throws Exception {
        HttpResponse<String> response = post(CHAT, chat(provider + "/some-model"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_not_configured");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        boolean needsKey = !provider(provider).parameter("keyRequired").equals("false");
        assertThat(error(response).path("message").asText())
                .contains("'" + provider + "'", environmentPrefix(provider) + (needsKey ? "_API_KEY" : "_BASE_URL"));
    }

    @Test
    void smart_isAnsweredByTheSimulatorWhereNobodyElseCanBe() throws Exception {
        HttpResponse<String> response = post(CHAT, chat("smart"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-serai-provider")).hasValue("simulator");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providersOfAllKinds")
    void unconfiguredProvider_isListedAsSuch(String provider) throws Exception {
        assertThat(json(get("/health")).at("/checks/providers/notConfigured").toString())
                .contains("\"" + provider + "\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providersOfAllKinds")
    void unconfiguredProvider_hasNoModels(String provider) throws Exception {
        assertThat(get("/v1/models").body()).doesNotContain("\"" + provider + "/");
        assertThat(get("/v1/models/" + provider + "/some-model").statusCode()).isEqualTo(404);
    }
}
