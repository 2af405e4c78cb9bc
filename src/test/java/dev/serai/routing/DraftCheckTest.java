package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check sees what can be seen without running anything of what it checks. */
class DraftCheckTest extends ReloadingGatewayTest {

    private static final String TRAP = "dev.serai.routing.Trap";

    /** What shows only when it runs. */
    private static final Set<String> UNSEEN = Set.of("a bean that does not start", "a bean that takes too long");

    private static JsonNode report(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 422);
        return json(response);
    }

    private JsonNode check() throws Exception {
        return report(manage("POST", "check"));
    }

    /** The shipped files and these, as an upload: the gateway loads what is in its folder. */
    private JsonNode check(Map<String, String> changed) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of("routes"))) {
            for (Path file : (Iterable<Path>) all.filter(it -> it.toString().endsWith(".yaml"))::iterator) {
                files.put(file.toString(), Files.readString(file));
            }
        }
        files.putAll(changed);
        HttpRequest request = request("/manage/routes/check")
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofByteArray(Archives.zip(files)))
                .build();
        return report(CLIENT.send(request, BodyHandlers.ofString()));
    }

    private JsonNode checkStep(String step) throws Exception {
        String router = Files.readString(Path.of(ROUTER));
        return check(Map.of(ROUTER, router.replaceFirst(" # sets.*", Matcher.quoteReplacement("\n        " + step))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"dev.serai.routing.RouteMistakes#all", "dev.serai.routing.TransformMistakes#all"})
    void mistake_isSeenWithItsPlace(String name, RouteMistakes.Mistake mistake, String file, int line, String reason)
            throws Exception {
        mistake.make();

        JsonNode report = check();

        if (UNSEEN.contains(name)) {
            assertThat(report.path("valid").asBoolean()).as(report.toString()).isTrue();
            return;
        }
        JsonNode problem = report.path("problems").path(0);
        assertThat(problem.path("file").asText()).as(report.toString()).startsWith(file);
        assertThat(problem.path("reason").asText()).contains(reason);
        assertThat(problem.path("line").asInt())
                .as(problem.toString())
                .satisfies(actual -> assertThat(line == 0 || line == actual).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- process: { id: x, ref: '#class:" + TRAP + "' }",
                "- process: { id: x, ref: '#class:" + TRAP + "#spring' }",
                "- bean: { id: x, beanType: " + TRAP + " }",
                "- bean: { id: x, ref: '#class:" + TRAP + "', method: spring }",
                "- bean: { id: x, ref: '{{bean:" + TRAP + ".spring}}' }",
                "- to: { id: x, uri: 'bean:" + TRAP + "?method=spring' }",
                "- to: { id: x, uri: 'bean:#class:" + TRAP + "' }",
                "- to: { id: x, uri: 'log:x?exchangeFormatter=#class:" + TRAP + "' }",
                "- to: { id: x, uri: log:x, parameters: { exchangeFormatter: '#class:" + TRAP + "' } }",
                "- to: { id: x, uri: 'http:127.0.0.1?httpClientConfigurer=#class:" + TRAP + "' }",
                "- toD: { id: x, uri: 'log:${type:" + TRAP + ".X}${bean:" + TRAP + "?method=spring}' }",
                "- setBody: { id: x, simple: '${bean:type:" + TRAP + "?method=spring}' }",
                "- setBody: { id: x, method: { beanType: " + TRAP + ", method: spring } }",
                "- throwException: { id: x, exceptionType: " + TRAP + ", message: a }",
                "- loadBalance: { id: x, customLoadBalancer: { ref: '#class:" + TRAP + "' }, steps: [] }",
                "- split: { id: x, simple: '${body}', aggregationStrategy: '#class:" + TRAP + "', steps: [] }",
                "- doTry: { id: x, steps: [], doCatch: [ { exception: [ " + TRAP + " ], steps: [] } ] }",
                "- wireTap: { id: x, uri: 'bean:" + TRAP + "', onPrepare: '#class:" + TRAP + "' }",
            })
    void whatAStepNames_isNotMade(String step) throws Exception {
        JsonNode report = checkStep(step);

        assertThat(report.path("problems").findValuesAsText("file"))
                .as(report.toString())
                .isSubsetOf(ROUTER);

        assertThat(Trap.Sprung.TIMES).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- beans:\n    - { name: trap, type: '" + TRAP + "' }\n",
                "- beans:\n    - { name: trap, type: '#class:" + TRAP + "' }\n",
                "- beans:\n    - { name: trap, type: x, scriptLanguage: groovy, script: '" + TRAP + ".spring()' }\n",
                "- onException:\n    exception: [ '" + TRAP + "' ]\n    onExceptionOccurredRef: '#class:" + TRAP
                        + "'\n",
                "- errorHandler:\n    refErrorHandler: { ref: '#class:" + TRAP + "' }\n",
                "- rest: { path: /x, get: [ { path: /y, to: 'bean:" + TRAP + "' } ] }\n",
            })
    void whatAnElementNames_isNotMade(String element) throws Exception {
        check(Map.of("routes/policies/trap.camel.yaml", element));

        assertThat(Trap.Sprung.TIMES).hasValue(0);
    }

    @Test
    void beansOfTemplates_areNotMade() throws Exception {
        String template = """
                - routeTemplate:
                    id: trapped
                    parameters:
                      - { name: provider }
                    beans:
                      - { name: trap, type: '#class:%1$s' }
                      - { name: script, type: '#class:%1$s', scriptLanguage: bean, script: '%1$s?method=spring' }
                    from:
                      uri: timer:trap
                      parameters: { delay: 0 }
                      steps:
                        - process: { id: spring, ref: '#class:%1$s' }
                """;
        String provider = """
                - templatedRoute:
                    routeTemplateRef: trapped
                    routeId: provider-trapped
                    parameters:
                      - { name: provider, value: trapped }
                    beans:
                      - { name: trap, type: '#class:%1$s' }
                """;

        check(Map.of(
                "routes/templates/trapped.camel.yaml",
                template.formatted(TRAP),
                "routes/providers/trapped.camel.yaml",
                provider.formatted(TRAP)));
        Thread.sleep(200);

        assertThat(Trap.Sprung.TIMES).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:OPENAI_API_KEY}}",
                "{{OPENAI_API_KEY}}",
                "{{sys:OPENAI_API_KEY}}",
                "{{env:OPENAI_API_KEY:}}"
            })
    void environment_isNotRead(String placeholder) throws Exception {
        for (String step : new String[] {"nowhere:%s", "log:a?level=%s", "bean:%s", "target:%s/x", "direct:a%s"}) {
            assertThat(checkStep("- to: { id: x, uri: '" + step.formatted(placeholder) + "' }")
                            .toString())
                    .doesNotContain(PROVIDER_KEY);
        }
    }

    @Test
    void report_saysWhatItDoesNotSee() throws Exception {
        assertThat(check().path("valid").asBoolean()).isTrue();
        assertThat(check().path("unseen").toString()).contains("beans", "{{env:");
    }
}
