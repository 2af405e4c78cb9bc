package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.store.Actor;
import dev.serai.store.Database;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import dev.serai.wire.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What background routes of the control context ask of the serving generation. */
class GenerationComponentTest extends ReloadingGatewayTest {

    private static final String PROMPT = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Autowired
    private CamelContext control;

    @Autowired
    private Generations generations;

    @Autowired
    private Database database;

    @Autowired
    private ProjectRegistry projects;

    @Autowired
    private TokenRegistry tokens;

    private Exchange call(String address, Object body) {
        try (ProducerTemplate template = control.createProducerTemplate()) {
            return template.request(address, exchange -> exchange.getMessage().setBody(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Exchange answered) {
        assertThat((Object) answered.getException()).isNull();
        return answered.getMessage().getBody(String.class);
    }

    private List<Map<String, Object>> records(Exchange asked) throws Exception {
        AtomicReference<List<Map<String, Object>>> rows = new AtomicReference<>(List.of());
        await("the record", () -> {
            rows.set(database.sql()
                    .sql("select * from usage_record where request_id = :id")
                    .param("id", asked.getExchangeId())
                    .query()
                    .listOfRows());
            return !rows.get().isEmpty();
        });
        return rows.get();
    }

    @Test
    void model_answersAndIsOnRecord() throws Exception {
        Exchange answered = call("generation:model-canary", PROMPT);

        assertThat(text(answered)).contains("You said: \\\"Hello\\\"");
        Map<String, Object> record = records(answered).get(0);
        assertThat(record)
                .containsEntry("endpoint", "generation:model-canary")
                .containsEntry("alias", "canary")
                .containsEntry("status", 200);
    }

    @Test
    void provider_isAskedForItsModel() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        Map<String, Object> request =
                Map.of("model", "gpt-x", "messages", List.of(Map.of("role", "user", "content", "Hello")));
        assertThat(text(call("generation:provider-openai", request))).contains("\"content\":\"Hi\"");
        assertThat(UPSTREAM.last().path()).startsWith("/openai/");
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"gpt-x\"");
    }

    @Test
    void aliasRoute_asksForItsOwnModelAlone() {
        assertThat(text(call("generation:model-canary", PROMPT.replaceFirst("\\{", "{\"model\":\"openai/gpt-x\","))))
                .contains("You said:");
    }

    @Test
    void token_asksWithItsRights() throws Exception {
        TokenRegistry.Issued issued = tokens.issue(
                projects.create(
                                new ProjectRegistry.Draft(
                                        "reports " + UUID.randomUUID(),
                                        true,
                                        new Rules(List.of("simulator/*"), null, null, null, null),
                                        Map.of(),
                                        Map.of()),
                                Actor.SERAI)
                        .id(),
                new TokenRegistry.Draft("token", true, Rules.NONE, Map.of(), null),
                Actor.SERAI);
        System.setProperty("BACKGROUND_TOKEN", issued.secret().text());
        try {
            String allowed = PROMPT.replaceFirst("\\{", "{\"model\":\"simulator/echo\",");
            Exchange answered = call("generation:router?key=BACKGROUND_TOKEN", allowed);
            assertThat(text(answered)).contains("chat.completion");
            assertThat(records(answered).get(0))
                    .containsEntry("token", issued.token().id());
            Exchange refused = call("generation:model-smart?key=BACKGROUND_TOKEN", PROMPT);
            assertThat((Object) refused.getException())
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo("model_not_allowed"));
        } finally {
            System.clearProperty("BACKGROUND_TOKEN");
        }
    }

    @Test
    void keyThatIsNotSet_isRefusedByItsName() {
        assertThatThrownBy(() -> control.getEndpoint("generation:router?key=NOBODY_HAS_IT"))
                .hasRootCauseMessage("generation:router: the variable NOBODY_HAS_IT is not set");
        assertThatThrownBy(() -> control.getEndpoint("generation:router?operation=chats"))
                .hasRootCauseMessage("generation:router: operation is chat, completions or embeddings, not 'chats'");
        assertThatThrownBy(() -> control.getEndpoint("generation:router?kee=X")).hasMessageContaining("kee");
    }

    @Test
    void route_thatDoesNotExist_saysSo() {
        assertThat(call("generation:model-nobody", PROMPT).getException())
                .hasMessageContaining("generation:model-nobody cannot be called")
                .hasMessageContaining("has no route that begins with direct:model-nobody");
        assertThat(generations.serving().inFlight()).isZero();
    }

    @Test
    void requestThatIsNone_isTheCallersMistake() throws Exception {
        for (Object body : new Object[] {"", "{", "[]", null, "{\"messages\":1}", 7}) {
            Exchange refused = call("generation:model-smart", body);
            assertThat((Object) refused.getException())
                    .as("%s", body)
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
        }
        await("that nothing is in flight", () -> generations.serving().inFlight() == 0);
    }

    @Test
    void failure_isThrownAndOnRecord() throws Exception {
        Exchange failed = call("generation:provider-simulator", PROMPT.replaceFirst("\\{", "{\"model\":\"503\","));
        assertThat((Object) failed.getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(503));
        assertThat(records(failed).get(0)).containsEntry("status", 503);
    }

    @Test
    void policy_getsBodyAndHeadersAndGivesThemBack() throws Exception {
        write("routes/policies/shout.camel.yaml", """
            - route:
                id: policy-shout
                group: policies
                description: What a team has written
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:policy-shout
                  steps:
                    - setBody: { id: shout, expression: { simple: { expression: "${body} ${header.who}!" } } }
                    - setHeader: { id: volume, name: volume, expression: { constant: { expression: loud } } }
                    - toD: { id: dynamic, uri: "direct:${header.next}" }
            """);
        write("routes/policies/shout-on.camel.yaml", """
            - route:
                id: policy-shout-on
                group: policies
                description: Found by a name that is only known in the call
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:policy-shout-on
                  steps:
                    - setBody: { id: again, expression: { simple: { expression: "${body}!" } } }
            """);
        assertThat(manage("POST", "reload").statusCode()).isEqualTo(200);
        try (ProducerTemplate template = control.createProducerTemplate()) {
            Exchange answered = template.request("generation:policy-shout", exchange -> {
                exchange.getMessage().setBody("Hello");
                exchange.getMessage().setHeader("who", "you");
                exchange.getMessage().setHeader("next", "policy-shout-on");
            });
            assertThat(text(answered)).isEqualTo("Hello you!!");
            assertThat(answered.getMessage().getHeader("volume")).isEqualTo("loud");
            assertThat(answered.getContext()).isSameAs(control);
        }
    }

    @Test
    void call_isFinishedByTheGenerationThatItBeganOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        UPSTREAM.answer(Script.silent()
                .then(asked::countDown)
                .await(goOn)
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: "
                        + Answers.WHOLE.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + Answers.WHOLE));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                () -> text(call("generation:provider-openai", PROMPT.replaceFirst("\\{", "{\"model\":\"gpt-x\","))),
                task -> new Thread(task, "asker").start());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        write(ACME, provider("acme", "one"));
        HttpResponse<String> reloaded = manage("POST", "reload");
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
        assertThat(generation("draining").path("inFlight").asInt()).isEqualTo(1);
        goOn.countDown();
        assertThat(answer.get(30, TimeUnit.SECONDS)).contains("\"content\":\"Hi\"");
        await("the end of the drain", () -> generation("draining").isMissingNode());
    }

    @Test
    void stream_isInFlightUntilItsExchangeEnds() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.stream("Hi")).end());
        AtomicReference<List<String>> lines = new AtomicReference<>();
        try (ProducerTemplate template = control.createProducerTemplate()) {
            run(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:background-stream")
                            .routeId("background-stream")
                            .to("generation:provider-openai")
                            .process(exchange -> {
                                assertThat(generations.serving().inFlight()).isEqualTo(1);
                                BufferedReader events = new BufferedReader(new InputStreamReader(
                                        exchange.getMessage().getBody(InputStream.class), StandardCharsets.UTF_8));
                                lines.set(events.lines().toList());
                            });
                }
            });
            Exchange done = template.request(
                    "direct:background-stream",
                    exchange -> exchange.getMessage()
                            .setBody(PROMPT.replaceFirst("\\{", "{\"model\":\"gpt-x\",\"stream\":true,")));
            assertThat((Object) done.getException()).isNull();
        } finally {
            end("background-stream");
        }
        assertThat(lines.get()).anyMatch(line -> line.contains("Hi")).contains(EventReader.DONE);
        await("that nothing is in flight", () -> generations.serving().inFlight() == 0);
    }

    @Test
    void backgroundTimer_asksAModel() throws Exception {
        AtomicReference<String> answer = new AtomicReference<>();
        Processor keep = exchange -> answer.set(exchange.getMessage().getBody(String.class));
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:report?delay=1&repeatCount=1")
                        .routeId("background-report")
                        .setBody(constant(PROMPT))
                        .to("generation:model-canary")
                        .process(keep);
            }
        });
        try {
            await("the answer", () -> answer.get() != null);
            assertThat(answer.get()).contains("chat.completion");
        } finally {
            end("background-report");
        }
    }

    private void run(RouteBuilder routes) throws Exception {
        control.addRoutes(routes);
    }

    private void end(String route) throws Exception {
        control.getRouteController().stopRoute(route);
        control.removeRoute(route);
    }
}
