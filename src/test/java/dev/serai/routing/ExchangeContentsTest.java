package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What steps of a route find in an exchange: what is Camel's or on the wire; what is ours is in variables. */
class ExchangeContentsTest extends ReloadingGatewayTest {

    private static final String ALIAS = """
        - route:
            id: model-ours
            group: models
            description: For tests
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-ours
              steps:
                - loadBalance:
                    id: ours-targets
                    customLoadBalancer: { ref: "inOrder?recovery=resume&hedge=50ms" }
                    steps:
                      - to: { id: ours-a, uri: "target:openai/gpt" }
                      - to: { id: ours-b, uri: "target:vllm/m" }
        """;

    @Autowired
    private Generations generations;

    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private CamelContext context;

    private final EventNotifierSupport notifier = new EventNotifierSupport() {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeEvent exchange) {
                look(exchange.getExchange());
            }
        }
    };

    private void look(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        seen.add(String.valueOf(body == null ? null : body.getClass().getSimpleName()));
        if (body instanceof Throwable) {
            found.add("body " + body.getClass());
        }
        lookAt("property", exchange.getAllProperties());
        lookAt("header", exchange.getMessage().getHeaders());
    }

    private void lookAt(String what, Map<String, Object> values) {
        values.forEach((name, value) -> {
            boolean ours = value != null && value.getClass().getName().startsWith("dev.serai.");
            boolean camels = what.equals("header")
                    || name.startsWith("Camel")
                    || ExchangePropertyKey.asExchangePropertyKey(name) != null;
            if ((ours && !(value instanceof Throwable)) || !camels) {
                found.add(what + " " + name);
            }
        });
    }

    @BeforeEach
    void listen() throws Exception {
        write("routes/models/ours.camel.yaml", ALIAS);
        manage("POST", "reload");
        context = generations.serving().context();
        context.getManagementStrategy().addEventNotifier(notifier);
        notifier.start();
    }

    @AfterEach
    void stop() {
        context.getManagementStrategy().removeEventNotifier(notifier);
    }

    @Test
    void nothingOfOursIsInPropertiesOrHeaders_andNoExceptionIsABody() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        assertThat(post(CHAT, chat("openai/gpt")).statusCode()).isEqualTo(200);
        assertThat(post(CHAT, chat("ours"), "x-serai-fallbacks", "simulator/echo")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/embeddings", "{\"model\":\"simulator/e\",\"input\":[\"a\",\"b\"]}")
                        .statusCode())
                .isEqualTo(200);
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : Script.json(503, "{}"));
        assertThat(post(CHAT, streamedChat("ours")).body()).contains("\"error\"");
        UPSTREAM.answer(Script.json(503, "{}"));
        assertThat(post(CHAT, chat("ours")).statusCode()).isEqualTo(503);
        UPSTREAM.answer(Script.silent().reset());
        assertThat(post(CHAT, chat("ours")).statusCode()).isEqualTo(502);
        assertThat(post(CHAT, chat("no-such-model")).statusCode()).isEqualTo(404);
        assertThat(post(CHAT, "{").statusCode()).isEqualTo(400);

        assertThat(new TreeSet<>(seen))
                .as("bodies that were looked at")
                .contains("ApiRequest", "RecoveringStream", "byte[]");
        assertThat(new TreeSet<>(found)).isEmpty();
    }
}
