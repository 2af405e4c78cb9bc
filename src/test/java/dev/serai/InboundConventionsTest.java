package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.RouteFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No request gets past the one who asks who calls, nor past the one who asks whether they may. */
class InboundConventionsTest {

    /** The router, and what stands before it where answers may be given again. */
    private static final Set<String> ROUTERS = Set.of("direct:router", "direct:policy-cache");

    private static final Predicate<String> FORMAT =
            Pattern.compile("client:[a-z-]+|direct:policy-format").asMatchPredicate();
    private static final String ADMIT = "direct:policy-admit";

    static Stream<RouteFile> endpoints() throws IOException {
        return RouteFile.in("inbound").stream();
    }

    static Stream<RouteFile> files() throws IOException {
        return RouteFile.all().stream();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void endpoint_beginsWithAccountAndAuthenticate(RouteFile file) {
        assertThat(file.routes()).as("%s: an endpoint is a route", file).isNotEmpty();
        for (Map<String, Object> route : file.routes()) {
            List<String> steps = steps(route);
            assertThat(steps)
                    .as("%s: whatever becomes of a request, it is put on record, and its caller is known", file)
                    .startsWith("account", "authenticate");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void endpoint_admitsBeforeItRoutes(RouteFile file) {
        for (Map<String, Object> route : file.routes()) {
            List<String> steps = steps(route);
            for (String router : ROUTERS) {
                if (file.text().contains(router)) {
                    assertThat(steps)
                            .as("%s: what is routed costs money: - to: { id: …, uri: %s } goes before", file, ADMIT)
                            .containsSubsequence(ADMIT, router);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void requests_comeInThroughEndpointsOnly(RouteFile file) {
        if (!file.folder().equals("inbound")) {
            assertThat(file.text())
                    .as("%s: what answers HTTP stands in routes/inbound/", file)
                    .doesNotContain("platform-http");
        }
    }

    /** The names of beans and addresses that a route's own steps go to, in their order. */
    private static List<String> steps(Map<String, Object> route) {
        List<String> names = new ArrayList<>();
        for (Object step : (List<?>) RouteFile.map(route.get("from")).get("steps")) {
            RouteFile.map(step).values().forEach(options -> {
                Map<String, Object> it = RouteFile.map(options);
                names.add(String.valueOf(it.getOrDefault("ref", it.get("uri"))));
            });
        }
        names.removeIf(FORMAT); // which says how errors are told
        return names;
    }
}
