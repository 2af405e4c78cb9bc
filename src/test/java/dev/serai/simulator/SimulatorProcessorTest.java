package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatorProcessorTest {

    private final SimulatorProcessor processor = new SimulatorProcessor(new Simulator(Clock.systemUTC()));

    @Test
    void chat_leavesAnswerAsHttpWould() throws IOException {
        Exchange exchange = process("chat", entity(Upstream.chat("echo", "Hi", "")));
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(body(exchange).at("/choices/0/message/content").asText()).startsWith("You said: \"Hi\"");
    }

    @Test
    void refusal_isAStatusNotAnException() throws IOException {
        Exchange exchange = process("chat", entity(Upstream.chat("429", "Hi", "")));
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(429);
        assertThat(exchange.getMessage().getHeader("Retry-After")).isEqualTo("1");
        assertThat(body(exchange).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void models_needNoBody() throws IOException {
        JsonNode list = body(process("models", null));
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.findValuesAsText("id")).contains("echo", "429", "stall");
        assertThat(list.at("/data/0/object").asText()).isEqualTo("model");
        assertThat(list.at("/data/0/owned_by").asText()).isEqualTo("serai");
    }

    @Test
    @Timeout(30)
    void silentAnswerToALargeRequest_hasNoTurnMeanwhile() throws Exception {
        Simulator silent = new Simulator(Clock.systemUTC(), Duration.ZERO, Duration.ofMinutes(5), 0);
        JsonNode request = Upstream.json(Upstream.chat("no-response", "Hi", ""));
        Thread[] waiting = new Thread[LargeBodies.atATime()];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new Thread(
                    () -> assertThatThrownBy(() -> silent.reply("chat", request, 1L << 30, Misbehaviour.NONE)));
            waiting[i].start();
            while (waiting[i].getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(5);
            }
        }
        assertThat(silent.reply("chat", Upstream.json(Upstream.chat("echo", "Hi", "")), 1L << 30, Misbehaviour.NONE)
                        .status())
                .isEqualTo(200);
        for (Thread thread : waiting) {
            thread.interrupt();
            thread.join();
        }
    }

    private Exchange process(String operation, HttpEntity body) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(Call.VARIABLE, new Call("req_1", Memory.UNCOUNTED));
        exchange.setVariable("operation", operation);
        exchange.getMessage().setBody(body);
        processor.process(exchange);
        return exchange;
    }

    private static HttpEntity entity(String request) {
        return new StringEntity(request.replace('\'', '"'), ContentType.APPLICATION_JSON);
    }

    private static JsonNode body(Exchange exchange) throws IOException {
        try (InputStream body = (InputStream) exchange.getMessage().getBody()) {
            return Upstream.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
