package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a provider is, by its region and project. */
class PlaceTest {

    private static Place of(String region, String project) {
        return Place.of(new ProviderParameters(Map.of(
                "baseUrl", "https://{host}/",
                "hosts", "global=cloud.example *={region}-cloud.example",
                "apiRoot", "/v1/projects/{project}/locations/{region}",
                "region", region,
                "project", project)));
    }

    @Test
    void regionAndProject_areInTheAddress() {
        assertThat(of("eu-west1", "example.com:project-1").url())
                .isEqualTo("https://eu-west1-cloud.example/v1/projects/example.com:project-1/locations/eu-west1");
        assertThat(of("global", "p").url()).isEqualTo("https://cloud.example/v1/projects/p/locations/global");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example/x",
                "x@evil.example",
                "evil.example#",
                "..",
                "../..",
                "{region}",
                "a b",
                "a?b",
                "%2e"
            })
    void regionOrProject_leadsNowhereElse(String name) {
        assertThatThrownBy(() -> of(name, "p")).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> of("global", name)).isInstanceOf(InvalidParameter.class);
    }

    @Test
    void missingProject_isSaid() {
        assertThat(of("global", "").missing()).containsExactly("project");
    }
}
