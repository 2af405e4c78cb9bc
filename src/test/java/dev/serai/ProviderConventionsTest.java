package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RouteFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that provider files follow besides those of {@link ConventionsTest}. */
class ProviderConventionsTest {

    static Stream<RouteFile> providers() throws IOException {
        return RouteFile.in("providers").stream();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_fitsItsTemplate(RouteFile file) throws IOException {
        Object template = file.elements("templatedRoute").get(0).get("routeTemplateRef");
        Map<String, String> known = template((String) template).parameters();
        Map<String, String> given = file.parameters();
        assertThat(known.keySet())
                .as("%s: parameters that %s does not have would be ignored", file, template)
                .containsAll(given.keySet());
        known.forEach((name, defaultValue) -> assertThat(defaultValue != null || given.containsKey(name))
                .as("%s: %s needs the parameter '%s'", file, template, name)
                .isTrue());
        assertThat(given.get("provider"))
                .as("%s: provider is the file's name", file)
                .isEqualTo(file.name());
        for (String words : List.of("operations", "capabilities")) {
            // what no provider has by default
            assertThat(
                            words(
                                    template("http-provider").parameters().get(words)
                                            + " hosted_tools prefill signed_calls thinking_blocks messages messagesCount responses responsesCount pass count rerank"
                                            + " moderations images imageEdits imageVariations speech transcriptions translations videos"
                                            + " generate generateCount generateEmbeddings generateBatchEmbeddings generatePass realtime realtimeTranscription"))
                    .as("%s: %s that the gateway knows", file, words)
                    .containsAll(words(given.getOrDefault(words, "")));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_hasWhatGoesStaleInItsRulesOfModels(RouteFile file) {
        assertThat(file.parameters().getOrDefault("modelSettings", "").lines())
                .as(
                        "%s: what differs by model stands in %s.models.yaml, with a date and the vendor's page",
                        file, file.name())
                .allMatch(line -> line.isBlank() || line.strip().startsWith("* "));
    }

    private static RouteFile template(String name) throws IOException {
        return RouteFile.in("templates").stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no routes/templates/" + name + ".camel.yaml"));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void provider_citesItsVendorsPage(RouteFile file) {
        if (file.parameters().containsKey("apiKey")) {
            assertThat(file.text().lines().findFirst().orElse(""))
                    .as("%s: the first line is a comment with the address of the vendor's page on this API", file)
                    .matches("# https://\\S+.*");
        }
    }
}
