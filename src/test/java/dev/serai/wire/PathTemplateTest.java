package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private static final PathTemplate VERB = new PathTemplate("/{version:v1beta}/models/{model}:generate");

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/a:generate, v1beta, a",
        "/v1/models/p/a:b:generate, v1, p/a:b",
        "/v1/models/p%2Fa%3Agenerate, v1, p/a",
        "/v1/models/a+b%20c:generate, v1, a+b c"
    })
    void variables_areWhatStandsInTheirPlaces(String path, String version, String model) {
        assertThat(VERB.variables(path)).isEqualTo(Map.of("version", version, "model", model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/:generate",
                "/v1/models/a",
                "/v1/models/a:generated",
                "/a/v1/models/a:generate",
                "//models/a:generate",
                "/v1/models/%zz:generate",
                "/v1/models:generate",
                "/"
            })
    void otherPaths_doNotFit(String path) {
        assertThat(VERB.variables(path)).isNull();
    }

    @Test
    void lastVariable_mayHaveSlashes() {
        PathTemplate template = new PathTemplate("/v1/files/{id}");

        assertThat(template.variables("/v1/files/a/b/")).containsEntry("id", "a/b");
        assertThat(template.variables("/v1/files/")).isNull();
        assertThat(new PathTemplate("/v1/{a}/b/{c}/d").variables("/v1/x/b/y/z/d"))
                .isEqualTo(Map.of("a", "x", "c", "y/z"));
    }

    @Test
    void usualValue_isWhatItIsNamedBy() {
        assertThat(VERB.shown()).isEqualTo("/v1beta/models/{model}:generate");
        assertThat(VERB.named("/v1/models/p/a:generate")).isEqualTo("/v1beta/models/p/a:generate");
        assertThat(PathTemplate.shown("/v1/models")).isEqualTo("/v1/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{a", "/{a}{b}", "/{}", "/{a}/{a}"})
    void whatIsNoPath_isRefused(String path) {
        assertThatThrownBy(() -> new PathTemplate(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
