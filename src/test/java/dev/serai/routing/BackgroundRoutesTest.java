package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Background routes and what happens to their calls when the routes of the generation change. */
class BackgroundRoutesTest extends GenerationCallsTest {

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
