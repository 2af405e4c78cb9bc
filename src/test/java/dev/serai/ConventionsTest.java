package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RouteFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules that route files follow, so that whoever knows one file knows them all. The gateway itself refuses files
 * and ids with other names.
 */
class ConventionsTest {

    private static final String KEBAB = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final Pattern SECRET =
            Pattern.compile("\\b(sk-|sk_|gsk_|xai-|pplx-|fw_|AIza|ghp_)[A-Za-z0-9_-]{8,}|Bearer [A-Za-z0-9_-]{8,}");
    private static final Set<String> SECRETS = Set.of("apiKey", "clientSecret");
    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "header", "variable", "exchangeProperty", "jsonpath", "tokenize", "language");
    /** What holds steps without being one. */
    private static final Set<String> BRANCHES =
            Set.of("when", "otherwise", "doCatch", "doFinally", "onFallback", "onException");

    static Stream<RouteFile> files() throws IOException {
        return RouteFile.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void configuration_isNamedAfterItsFile(RouteFile file) {
        for (Map<String, Object> configuration : file.elements("routeConfiguration")) {
            assertThat((String) configuration.get("id"))
                    .as("%s: the id of a route configuration ends with the file's name", file)
                    .matches(KEBAB + "-" + file.name());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void route_saysWhereItBelongsAndWhatItDoes(RouteFile file) {
        // what is made from a template stands among others of its kind
        String made =
                file.name().contains("provider") ? "providers" : file.name().equals("alert") ? "alerts" : "channels";
        String group = file.folder().isEmpty() ? file.name() : file.folder().replace("templates", made);
        for (Map<String, Object> route : file.routes()) {
            assertThat(route.get("group"))
                    .as("%s: group is the folder; Hawtio sorts by it", file)
                    .isEqualTo(group);
            assertThat((String) route.get("description"))
                    .as("%s: a description of one line, without a full stop; Hawtio shows it", file)
                    .isNotBlank()
                    .doesNotContain("\n")
                    .doesNotEndWith(".");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void step_hasAnId(RouteFile file) {
        assertThat(stepIds(file))
                .as("%s: one step, one id: it is the step's name in metrics and Hawtio", file)
                .doesNotHaveDuplicates();
    }

    @Test
    void stepIds_differFromRouteToRoute() throws IOException {
        Map<String, RouteFile> owners = new HashMap<>();
        for (RouteFile file : RouteFile.all()) {
            // those of templates begin with the provider's name
            for (String id : file.folder().equals("templates") ? List.<String>of() : stepIds(file)) {
                assertThat(owners.put(id, file))
                        .as("%s: the step id '%s' is taken", file, id)
                        .isNull();
            }
        }
    }

    private static List<String> stepIds(RouteFile file) {
        List<String> ids = new ArrayList<>();
        file.eachMap((key, it) -> {
            if (key.equals("steps")) {
                it.forEach((step, options) -> ids.add(stepId(file, step, options)));
            } else if (BRANCHES.contains(key) && !it.containsKey(key)) {
                ids.add(stepId(file, key, it));
            }
        });
        return ids;
    }

    private static String stepId(RouteFile file, String step, Object options) {
        Object id = options instanceof Map ? RouteFile.map(options).get("id") : null;
        assertThat(id)
                .as("%s: a step without an id: %s: %s; write - %s: { id: what-it-does, … }", file, step, options, step)
                .isInstanceOf(String.class);
        assertThat((String) id)
                .as("%s: a step's id is in lower case, words joined by hyphens", file)
                .matches(KEBAB);
        return (String) id;
    }

    @ParameterizedTest
    @MethodSource("files")
    void secret_isInNoFile(RouteFile file) {
        file.parameters().forEach((name, value) -> {
            if (SECRETS.contains(name) && !file.folder().equals("templates")) {
                assertThat(value)
                        .as("%s: keys come from the environment: value: \"{{env:SOME_API_KEY:}}\"", file)
                        .matches("\\{\\{env:[A-Z0-9_]+:?}}");
            }
        });
        assertThat(file.text())
                .as("%s: this looks like a key; keys come from the environment: {{env:…}}", file)
                .doesNotContainPattern(SECRET);
    }

    @ParameterizedTest
    @MethodSource("files")
    void expression_hasTheCanonicalForm(RouteFile file) {
        file.eachMap((key, it) -> it.forEach((name, value) -> {
            if (LANGUAGES.contains(name) && !key.equals("parameters")) {
                assertThat(it.size() == 1
                                && value instanceof Map
                                && RouteFile.map(value).containsKey("expression"))
                        .as("%s: the short form goes away; write expression: { %s: { expression: \"…\" } }", file, name)
                        .isTrue();
            }
        }));
    }
}
