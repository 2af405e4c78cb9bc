package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.balancing.BalancerOptions;
import dev.serai.call.Target;
import dev.serai.call.TargetOptions;
import dev.serai.models.ModelCatalog;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderWords;
import dev.serai.wire.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many tokens a target takes, by who says it; and what files may say of conversations that have more. */
class ContextWindowsTest {

    private final ModelCatalog catalog = new ModelCatalog();
    private final ContextWindows windows = new ContextWindows(catalog);

    private static Target target(String settings, String option) {
        Map<String, String> parameters = new HashMap<>(ProviderWords.DEFAULTS);
        parameters.putAll(Map.of("provider", "acme", "retries", "0", "modelSettings", settings));
        Provider provider = new Provider(parameters, ModelRules.NONE);
        TargetOptions options =
                TargetOptions.read(provider, name -> name.equals("contextWindow") && !option.isEmpty() ? option : null);
        return new Target(provider, null, "m").with(options, "");
    }

    private void lists(String said) throws JsonProcessingException {
        catalog.discovered("acme", Json.MAPPER.readTree("{\"data\":[{\"id\":\"m\",\"context_length\":" + said + "}]}"));
    }

    @Test
    void alias_goesFirst_thenTheFile_thenTheList() throws Exception {
        assertThat(windows.of(target("", ""))).isZero();
        lists("4096");

        assertThat(windows.of(target("", ""))).isEqualTo(4096);
        assertThat(windows.of(target("m contextWindow=8192", ""))).isEqualTo(8192);
        assertThat(windows.of(target("m contextWindow=8192", "2000"))).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-5", "0", "1e300", "\"many\"", "null", "99999999999999999999", "[1]", "{}"})
    void nonsenseOfAProvider_isNotBelieved(String said) throws Exception {
        lists(said);

        assertThat(windows.of(target("", ""))).isZero();
    }

    @Test
    void optionThatIsMisspelt_isRefused() {
        assertThatThrownBy(() -> BalancerOptions.of("inOrder?condense=sumarise"))
                .hasMessageContaining("condense is none, truncate, summarise or summarise,truncate, not 'sumarise'");
        assertThatThrownBy(() -> BalancerOptions.of("inOrder?condens=truncate"))
                .hasMessageContaining("no option 'condens'");
    }

    @Test
    void summaryThatNobodyMakes_isRefused() {
        BalancerOptions options = BalancerOptions.of("inOrder?condense=summarise");

        assertThatThrownBy(() -> options.requireSummariser(Set.of("model-smart")))
                .hasMessageContaining("routes/models/condense.camel.yaml");
        options.requireSummariser(Set.of("model-condense"));
    }
}
