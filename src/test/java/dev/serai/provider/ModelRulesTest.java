package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.files.InvalidFilesException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of rules by model: what their patterns fit, how lines override each other, and what is refused. */
class ModelRulesTest {

    private static final String HEAD = """
        asOf: 2026-11-21
        source: https://docs.acme.example/models
        keys: { limit: how much, mode: how }
        models:
        """;

    @ParameterizedTest
    @CsvSource({
        "acme-2-5-*, acme-2-5, true",
        "acme-2-5-*, acme-2-5-20260101, true",
        "acme-2-5-*, acme-2-5-latest, true",
        "acme-2-5-*, acme-2-5@20260101, true",
        "acme-2-5-*, us.acme.acme-2-5-20260101-v1:0, true",
        "acme-2-5-*, vendor/acme-2-5:free, true",
        "acme-2-5-*, ft:acme-2-5:team::x, true",
        "acme-2-5-*, acme-2-50, false",
        "acme-2-5-*, acme-2-5b, false",
        "acme-2-5-*, acme-2, false",
        "acme-2-5-*, myacme-2-5, false",
        "acme-2-5*, acme-2-50, true",
        "acme-2, acme-2, true",
        "acme-2, acme-2-5, false",
        "*-fast-*, acme-2-fast, true",
        "*-fast-*, acme-2-fast-beta, true",
        "*-fast-*, acme-2-faster, false",
        "*, anything at all, true",
    })
    void pattern_fitsAModelAndItsSnapshots(String pattern, String name, boolean fits) {
        assertThat(ModelPattern.of(pattern).matches(name)).isEqualTo(fits);
    }

    @Test
    void laterLine_overridesKeyByKey_andTheProvidersOwnLinesComeLast() {
        ModelRules rules = rules("""
              "*": { limit: 10, mode: new, drop: [top_k, top_p] }
              acme-1-*: { mode: old, drop: [] }
            """);
        Provider provider = new Provider(
                Map.of("provider", "acme", "drop", "seed", "modelSettings", "acme-1-b* limit=7 drop=user"), rules);

        assertThat(provider.settings("acme-2").toString())
                .isEqualTo("{\"limit\":10,\"mode\":\"new\",\"drop\":[\"top_k\",\"top_p\"]}");
        assertThat(provider.fields().drop(provider.settings("acme-2"))).containsExactly("seed", "top_k", "top_p");
        assertThat(provider.settings("acme-1-a").toString()).isEqualTo("{\"limit\":10,\"mode\":\"old\",\"drop\":[]}");
        assertThat(provider.fields().drop(provider.settings("acme-1-a"))).containsExactly("seed");
        assertThat(provider.settings("acme-1-b").get("limit").intValue()).isEqualTo(7);
        assertThat(provider.fields().drop(provider.settings("acme-1-b"))).containsExactly("seed", "user");
    }

    @Test
    void rename_isAnObject_inFilesAndInLines() {
        ModelRules rules = rules("  acme-1-*: { rename: { max_tokens: most } }\n");
        Provider provider = new Provider(
                Map.of(
                        "provider",
                        "acme",
                        "rename",
                        "seed=random",
                        "modelSettings",
                        "acme-2* rename=stop=ends,user=who"),
                rules);
        assertThat(provider.fields().rename(provider.settings("acme-1")))
                .isEqualTo(Map.of("seed", "random", "max_tokens", "most"));
        assertThat(provider.fields().rename(provider.settings("acme-2")))
                .isEqualTo(Map.of("seed", "random", "stop", "ends", "user", "who"));
    }

    @Test
    void values_keepTheirTypes() {
        ModelRules rules = rules("  a: { limit: 128000, mode: [1, x, true, 0.5] }\n");
        assertThat(rules.rules().get(0).settings().toString())
                .isEqualTo("{\"limit\":128000,\"mode\":[1,\"x\",true,0.5]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: { limits: 1 } | 5 | limits is explained nowhere",
                "a: { drop: temperature } | 5 | drop is a list of names",
                "a: { rename: [x] } | 5 | rename an object",
                "a: 7 | 5 | write keys and their values here",
            })
    void mistake_isToldWithItsLine(String line, int number, String reason) {
        assertThatThrownBy(() -> rules("  " + line + "\n"))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining("routes/providers/acme.models.yaml:" + number)
                .hasMessageContaining(reason);
    }

    @Test
    void head_isRequired() {
        assertThatThrownBy(() -> parse("models: {}\n"))
                .hasMessageContaining("asOf is missing")
                .hasMessageContaining("source is missing");
        assertThatThrownBy(() -> parse("asOf: soon\nsource: x\nmodels: {}\n"))
                .hasMessageContaining(":1: asOf is the day");
        assertThatThrownBy(() -> parse("asOf: 2026-11-21\nsource: x\nmodel: {}\n"))
                .hasMessageContaining(":3: model is unknown");
    }

    private static ModelRules rules(String models) {
        return parse(HEAD + models);
    }

    private static ModelRules parse(String yaml) {
        return ModelRules.parse("routes/providers/acme.models.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
