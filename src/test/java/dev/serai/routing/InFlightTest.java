package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.RawConnection;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.time.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** However a request ends, no exchange of it is left: a generation that is stopped would wait for it. */
@Timeout(60)
class InFlightTest extends CallingGatewayTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final Script CUT =
            Script.stream().send(Answers.content("one")).pause(100).reset();
    private static final Script STREAMED =
            Script.stream().send(Answers.stream("one two")).end();

    private static final String THROWING = """
        - route:
            id: model-throwing
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-throwing
              steps:
                - process: { id: throwing, ref: "#class:dev.serai.routing.InFlightTest$Throwing" }
        """;

    @Autowired
    private Generations generations;

    @Autowired
    private Watchdog watchdog;

    /** A step that fails in a way that nobody expects. */
    public static final class Throwing implements Processor {

        @Override
        public void process(Exchange exchange) {
            throw new StackOverflowError("a test's");
        }
    }

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        String[] targets = {"openai/gpt-4o", "mistral/mistral-large-2512"};
        RoutesCopy.alias(routes, "chain", "inOrder", "", targets);
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=50ms", "", targets);
        for (String recovery : new String[] {"resume", "restart", "hold"}) {
            RoutesCopy.alias(routes, recovery, "inOrder?recovery=" + recovery, "", targets);
        }
        Files.writeString(routes.resolve("models/throwing.camel.yaml"), THROWING);
        properties.add("serai.routes", routes::toString);
        properties.add("serai.hedge-share", () -> "1");
    }

    private static void answers(Script first, Script others) {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/") ? first : others);
    }

    @AfterEach
    void nothingIsInFlight() throws Exception {
        assertThat(await(this::inFlight, Map::isEmpty)).isEmpty();
    }

    private Map<String, Integer> inFlight() {
        CamelContext context = generations.serving().context();
        InflightRepository exchanges = context.getInflightRepository();
        Map<String, Integer> left = new TreeMap<>();
        left.put("all", exchanges.size());
        for (Route route : context.getRoutes()) {
            left.put(route.getId(), exchanges.size(route.getId()));
        }
        left.put("requests", generations.serving().inFlight());
        left.put("timed", watchdog.watched());
        left.values().removeIf(count -> count == 0);
        return left;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models",
        "HEAD, /v1/models",
        "HEAD, /v1/models/nobody",
        "GET, /v1/models/simulator/echo",
        "PUT, /v1/models",
        "HEAD, /v1/chat/completions"
    })
    void question(String method, String path) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(client.headReply().status()).isBetween(200, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o",
                "chain",
                "hedged",
                "resume",
                "restart",
                "hold",
                "nobody",
                "throwing",
                "simulator/cut",
                "simulator/reset",
                "simulator/malformed"
            })
    void whateverTheProviderDoes(String model) throws Exception {
        for (Script script : new Script[] {
            Script.json(200, Answers.WHOLE),
            STREAMED,
            CUT,
            Script.silent().reset(),
            Script.silent().raw("HTTP/1.1 2x0 garbage\r\n\r\n").close(),
            Script.json(429, "{}"),
            Script.json(500, "{}"),
            Script.json(200, "{\"garbled"),
            Script.silent().raw(HEAD + "X-Long: " + "x".repeat(1 << 20)).close(),
            Script.silent().raw(HEAD + "a: b\r\n".repeat(50_000) + "\r\n{}").close(),
            Script.silent().raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)).close(),
            Script.silent().raw(HEAD + "Content-Length: 2000000000\r\n\r\n{").close(),
            Script.json(200, "abc", "Content-Encoding: gzip"),
            Script.stream().send("data: {\n\ndata: {\n\n").end()
        }) {
            answers(script, STREAMED);
            assertThat(post(CHAT, chat(model)).statusCode()).isPositive();
            assertThat(post(CHAT, streamedChat(model)).statusCode()).isPositive();
            answers(script, script);
            assertThat(post(CHAT, streamedChat(model)).statusCode()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "chain", "hedged", "resume", "hold", "simulator/stall"})
    void timeOut(String model) throws Exception {
        answers(
                Script.silent().stall(30),
                Script.stream().send(Answers.content("one")).stall(30));
        for (String body : new String[] {chat(model), streamedChat(model)}) {
            assertThat(post(CHAT, body, "x-serai-timeout-total", "300ms").statusCode())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "chain", "hedged", "resume", "hold", "simulator/slow"})
    void clientThatLeaves(String model) throws Exception {
        answers(Script.silent().stall(30), Script.silent().stall(30));
        for (String body : new String[] {chat(model), streamedChat(model)}) {
            try (RawConnection client = new RawConnection(port)) {
                client.sendChat(body);
                Thread.sleep(200); // so that it waits
            }
        }
        Script begun = Script.stream().send(Answers.content("one")).stall(30);
        answers(begun, begun);
        try (EventReader client = open(CHAT, streamedChat(model))) {
            assertThat(client.next()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"model\":1}", "{\"model\":\"openai/gpt-4o\"}", "", "{\"model\":\"chain\",\"n\":"})
    void badBody(String body) throws Exception {
        assertThat(post(CHAT, body).statusCode()).isEqualTo(400);
    }

    @Test
    void badHeads_andBodiesThatNeverCome() throws Exception {
        for (String head : new String[] {
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n{",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer wrong\r\nContent-Length: 5\r\n\r\n{",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
        }) {
            try (RawConnection client = new RawConnection(port)) {
                assertThat(client.send(head).reply().status()).isBetween(400, 499);
            }
        }
        try (RawConnection client = new RawConnection(port)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{");
            Thread.sleep(200); // so that it waits for the body
        }
    }
}
