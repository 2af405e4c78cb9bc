package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts and times of routes and steps in Prometheus, over reloads. */
class StepTimesTest extends TimedGatewayTest {

    private static final String ACME_PREPARE = "nodeId=\"acme-prepare\",routeId=\"provider-acme\"";
    private static final String ACME_ROUTE = "routeId=\"provider-acme\"";

    @Test
    void request_isCountedAtEachOfItsStepsAndRoutes() throws Exception {
        askedPath("openai/gpt");
        double before = steps(RESOLVE);
        double routes = figure("camel_route_policy_seconds_count", "routeId=\"router\"");
        double time = figure("camel_route_policy_seconds_sum", "routeId=\"router\"");

        askedPath("openai/gpt");

        assertThat(steps(RESOLVE)).isEqualTo(before + 1);
        assertThat(steps("nodeId=\"openai-accept\"")).isPositive();
        assertThat(figure("camel_route_policy_seconds_count", "routeId=\"router\""))
                .isEqualTo(routes + 1);
        assertThat(figure("camel_route_policy_seconds_sum", "routeId=\"router\""))
                .isGreaterThan(time);
        assertThat(figure("camel_route_policy_seconds_count", "routeId=\"inbound-chat-completions\""))
                .isPositive();
    }

    /** A route ends, and its steps with it, when the answer has begun. */
    @Test
    void streamsTime_isThatToItsBeginning() throws Exception {
        askedPath("openai/gpt");
        String call = "nodeId=\"openai-call\"";
        double before = figure("camel_message_history_seconds_sum", call);
        UPSTREAM.answer(request -> Script.stream()
                .send(Answers.content("Hi"))
                .pause(1000)
                .send(Answers.finish() + Answers.DONE)
                .end());
        long begun = System.nanoTime();
        assertThat(post(CHAT, streamedChat("openai/gpt")).body()).endsWith(Answers.DONE);
        double took = (System.nanoTime() - begun) / 1e9;

        assertThat(figure("camel_message_history_seconds_sum", call) - before).isBetween(0.0, took - 0.9);
    }

    @Test
    void route_thatIsRemoved_leavesNoSeriesBehind() throws Exception {
        askedPath("openai/gpt");
        write(ACME, provider("acme", "one"));
        reload();
        askedPath("acme/acme-1");
        assertThat(steps(ACME_PREPARE)).isPositive();
        assertThat(figure("camel_route_policy_seconds_count", ACME_ROUTE)).isPositive();
        Files.delete(file(ACME));
        reload();

        assertThat(series()).noneMatch(it -> it.startsWith("camel_") && it.contains("acme"));
    }

    @Test
    void counters_goOnOverReloads() throws Exception {
        askedPath("openai/gpt");
        double before = steps(RESOLVE);
        for (int i = 0; i < 3; i++) {
            write(ACME, provider("acme", "path-" + i));
            reload();
        }
        long series = camelSeries();
        assertThat(steps(RESOLVE)).isEqualTo(before);
        for (int i = 3; i < 8; i++) {
            write(ACME, provider("acme", "path-" + i));
            reload();
        }
        askedPath("openai/gpt");
        assertThat(steps(RESOLVE)).isEqualTo(before + 1);
        assertThat(camelSeries()).isEqualTo(series);
    }

    private long camelSeries() throws Exception {
        return series().stream().filter(it -> it.startsWith("camel_")).count();
    }

    @Test
    void series_areOneForEachStep_andNameNoContext() throws Exception {
        askedPath("openai/gpt");
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");
        askedPath("openai/gpt");

        assertThat(series()).noneMatch(it -> it.contains("serai-")).doesNotHaveDuplicates();
        assertThat(series().stream()
                        .filter(it -> it.startsWith("camel_message_history_seconds_count{") && it.contains(RESOLVE)))
                .hasSize(1);
    }

    @Test
    void refusedCandidate_changesNoSeries() throws Exception {
        askedPath("openai/gpt");
        double before = steps(RESOLVE);
        List<String> series = series().stream()
                .map(it -> it.substring(0, it.lastIndexOf(' ')))
                .filter(it -> it.startsWith("camel_"))
                .toList();
        write(
                "routes/policies/bad.camel.yaml",
                PolicyGatewayTest.policy("bad", "- to: { id: bad-step, uri: \"log:x?level=NONSENSE\" }\n"));
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(422);

        assertThat(series().stream()
                        .map(it -> it.substring(0, it.lastIndexOf(' ')))
                        .filter(it -> it.startsWith("camel_")))
                .containsExactlyElementsOf(series);
        askedPath("openai/gpt");
        assertThat(steps(RESOLVE)).isEqualTo(before + 1);
    }

    @Test
    void stepWithoutAnId_hasNoSeries() throws Exception {
        write("routes/models/plain.camel.yaml", """
                - route:
                    id: model-plain
                    group: models
                    description: A step without an id
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: direct:model-plain
                      steps:
                        - setProperty: { name: x, expression: { constant: { expression: "1" } } }
                        - to: { id: plain-target, uri: "target:openai/gpt" }
                """);
        reload();
        askedPath("plain");

        assertThat(series().stream()
                        .filter(it ->
                                it.startsWith("camel_message_history_seconds_count{") && it.contains("model-plain")))
                .hasSize(1)
                .allMatch(it -> it.contains("plain-target"));
    }

    @Test
    void labels_areNeverWhatACallerSays() throws Exception {
        askedPath("openai/gpt");
        int before =
                (int) series().stream().filter(it -> it.startsWith("camel_")).count();
        for (int i = 0; i < 20; i++) {
            askedPath("openai/made-up-" + i);
        }
        assertThat(series().stream().filter(it -> it.startsWith("camel_"))).hasSize(before);
    }
}
