package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.ACME;
import static dev.serai.routing.ReloadingGatewayTest.provider;
import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Parameters of providers and options of targets that are wrong. */
final class ParameterMistakes {

    private ParameterMistakes() {}

    static Stream<Arguments> all() {
        return Stream.of(
                RouteMistakes.of(
                        "a parameter that is missing",
                        () -> write(ACME, provider("acme", "x").replaceFirst(".*baseUrl.*\n", "")),
                        ACME,
                        3,
                        "baseUrl"),
                RouteMistakes.of(
                        "a parameter that is malformed",
                        () -> write(ACME, provider("acme", "x") + "      - { name: rename, value: x }\n"),
                        ACME,
                        10,
                        "from=to"),
                RouteMistakes.of(
                        "a parameter without a value",
                        () -> write(ACME, provider("acme", "x").replaceFirst("baseUrl, value: .*", "baseUrl }")),
                        ACME,
                        6,
                        "the parameter baseUrl has no value"),
                RouteMistakes.of(
                        "a parameter that is unknown",
                        () -> write(ACME, provider("acme", "x") + "      - { name: baseURL, value: x }\n"),
                        ACME,
                        10,
                        "has no parameter 'baseURL': did you mean baseUrl?"),
                RouteMistakes.of(
                        "a parameter that stands twice",
                        () -> write(ACME, provider("acme", "x") + "      - { name: baseUrl, value: x }\n"),
                        ACME,
                        10,
                        "stands here twice"),
                RouteMistakes.of(
                        "a number that is none",
                        () -> write(ACME, provider("acme", "x") + "      - { name: retries, value: x }\n"),
                        ACME,
                        10,
                        "'x' in retries is not a number"),
                RouteMistakes.of(
                        "a name for metrics that is none",
                        () -> write(ACME, provider("acme", "x") + "      - { name: telemetryName, value: Acme AI }\n"),
                        ACME,
                        10,
                        "'Acme AI' in telemetryName is not letters, digits"),
                RouteMistakes.of(
                        "a duration that is none",
                        () -> write(ACME, provider("acme", "x") + "      - { name: idleTimeout, value: soon }\n"),
                        ACME,
                        10,
                        "'soon' in idleTimeout is no duration"),
                RouteMistakes.of(
                        "a weight that is none",
                        RouteMistakes.step("- to: { id: x, uri: 'target:simulator/a?weight=0' }"),
                        ReloadingGatewayTest.ROUTER,
                        11,
                        "the weight '0' is no positive number"),
                RouteMistakes.of(
                        "a time limit that is none",
                        RouteMistakes.step("- to: { id: x, uri: 'target:simulator/a?idleTimeout=soon' }"),
                        ReloadingGatewayTest.ROUTER,
                        11,
                        "'soon' in idleTimeout is no duration"));
    }

    /** What says something of a provider, and of whom. */
    static Stream<Arguments> misspelt() {
        return Stream.of(
                parameter("capabilitis", "streaming", "has no parameter 'capabilitis': did you mean capabilities?"),
                parameter(
                        "capabilities",
                        "streeming tools",
                        "'streeming' in capabilities is unknown: did you mean streaming"),
                parameter("operations", "chats", "'chats' in operations is unknown: did you mean chat?"),
                parameter("keyRequired", "flase", "'flase' in keyRequired is unknown: did you mean false?"),
                parameter("rateLimits", "x=request", "'request' in rateLimits is unknown: did you mean requests?"),
                parameter("modelSettings", "'* dropp=x'", "nothing reads 'dropp' in modelSettings: did you mean drop?"),
                parameter("modelSettings", "'* prefill=ture'", "prefill is true, false or repeated"),
                parameter("healthCheck", "10", "less than a second"),
                RouteMistakes.of(
                        "a dialect that is none",
                        () -> write(
                                ACME,
                                provider("acme", "x").replace("dialect, value: openai", "dialect, value: antropic")),
                        ACME,
                        8,
                        "'antropic' in dialect is unknown: did you mean anthropic?"),
                RouteMistakes.of(
                        "a name that is not the file's",
                        () -> write(
                                ACME, provider("acme", "x").replace("provider, value: acme", "provider, value: acmee")),
                        ACME,
                        5,
                        "it is named 'acmee', and its file acme"),
                step("log: { id: x, message: '\\${variable.modle}' }", "no variable 'modle': did you mean model?"),
                step("setVariable: { id: x, name: promtBytes, constant: 1 }", "did you mean promptBytes?"),
                step("removeVariable: { id: x, name: fallback }", "did you mean fallbacks?"),
                step("setBody: { id: x, variable: stram }", "did you mean stream?"),
                step(
                        "toD: { id: x, uri: 'target:\\${variable.x}?wieght=1' }",
                        "no option 'wieght': did you mean weight?"),
                step(
                        "to: { id: x, uri: target:simulator/a, parameters: { retrys: 1 } }",
                        "no option 'retrys': did you mean retries?"),
                step("to: { id: x, uri: 'transform:request?a=b' }", "transform: has no option 'a': it has none"),
                step("to: { id: x, uri: direct:policy-admitt }", "did you mean policy-admit?"),
                step("to: { id: x, uri: target:simulater/a }", "did you mean target:simulator/…?"),
                step("process: { id: x, ref: reslove }", "did you mean resolve?"));
    }

    private static Arguments parameter(String name, String value, String reason) {
        return RouteMistakes.of(
                name + " " + value,
                () -> write(ACME, provider("acme", "x") + "      - { name: " + name + ", value: " + value + " }\n"),
                ACME,
                10,
                reason);
    }

    private static Arguments step(String step, String reason) {
        return RouteMistakes.of(step, RouteMistakes.step("- " + step), ReloadingGatewayTest.ROUTER, 11, reason);
    }
}
