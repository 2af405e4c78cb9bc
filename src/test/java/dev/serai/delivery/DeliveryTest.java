package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.events.Event;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What event routes are told as it happens, whatever becomes of where they send it. */
class DeliveryTest extends DeliveryKit {

    @Test
    void route_isToldWhatItListensTo_asDocuments() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        generation("serai:events?types=alert,budget", exchange -> {
            seen.add(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE));
            seen.add(exchange.getMessage().getBody());
            takes(exchange);
        });
        publish(Event.ALERT, "1");
        publish(Event.BREAKER, "2");
        publish(Event.BUDGET, "3");
        awaitTold(2);

        assertThat(told).containsExactly("1", "3");
        assertThat(seen)
                .startsWith(
                        "application/json", "{\"type\":\"alert\",\"at\":\"1970-01-01T00:00:00Z\",\"requestId\":\"1\"}");
        await().until(() -> count("serai.events.delivered") == 2);
    }

    @Test
    void failure_isPassedOver_andCounted() throws Exception {
        generation("serai:alerts", exchange -> {
            takes(exchange);
            throw new IllegalStateException("the sink is away");
        });
        publish(Event.ALERT, "1");
        publish(Event.ALERT, "2");
        awaitTold(2);

        assertThat(told).containsExactly("1", "2");
        await().until(() -> count("serai.events.failed") == 2);
        assertThat(count("serai.events.delivered")).isZero();
    }

    @Test
    void error_isAFailureLikeOthers() throws Exception {
        generation("serai:alerts", exchange -> {
            takes(exchange);
            throw new StackOverflowError("a test");
        });
        publish(Event.ALERT, "1");
        publish(Event.ALERT, "2");
        awaitTold(2);
        assertThat(told).containsExactly("1", "2");
    }

    @Test
    void slowRoute_losesWhatDoesNotFit_andNobodyWaitsForIt() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        generation("serai:alerts", exchange -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            takes(exchange);
        });
        for (int i = 0; i < 2000; i++) {
            publish(Event.ALERT, "a" + i);
        }
        double dropped = count("serai.events.dropped");
        assertThat(dropped).isGreaterThan(1000);
        open.countDown();
        awaitTold((int) (2000 - dropped));
        assertThat(told).startsWith("a0", "a1").hasSize((int) (2000 - dropped));
    }

    @Test
    void reload_losesNothing_andTellsNothingTwice() throws Exception {
        CamelContext old = generation("serai:alerts");
        for (int generation = 0; generation < 5; generation++) {
            for (int i = 0; i < 100; i++) {
                publish(Event.ALERT, "req_" + (100 * generation + i + 1));
            }
            CamelContext next = generation("serai:alerts");
            old.getRoute(ROUTE).getConsumer().stop();
            old.stop();
            old = next;
        }
        awaitTold(500);
        assertThat(told).isEqualTo(requests(1, 500));
        assertThat(count("serai.events.dropped")).isZero();
    }

    @Test
    void routeThatGoes_isToldNoMore_andWhatWaitedIsToldFirst() throws Exception {
        CamelContext only = generation("serai:alerts");
        publish(Event.ALERT, "1");
        only.stop();
        publish(Event.ALERT, "2");

        assertThat(told).containsExactly("1");
        assertThat(events.wants(Event.ALERT)).isFalse();
        assertThat(meters.find("serai.events.waiting").gauge()).isNull();
    }

    @Test
    void whatWasSaid_passesThePolicyFirst() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        generation("serai:content?redact=policy-redact", exchange -> {
            seen.add(exchange.getMessage().getBody(String.class));
            takes(exchange);
        });
        var facts = Json.MAPPER.createObjectNode().put("requestId", "req_1");
        facts.putObject("content").putArray("messages").addObject().put("content", "my card is 4111111111111111");
        events.publish(Event.of(Event.CONTENT, Instant.EPOCH, facts));
        awaitTold(1);
        assertThat(seen.get(0)).contains("my card is [card]").doesNotContain("4111111111111111");
    }

    @Test
    void policyThatIsNotThere_isNoStart() {
        assertThatThrownBy(() -> generation("serai:content?redact=policy-redcat"))
                .hasStackTraceContaining("redact=policy-redcat: there is no such route");
    }
}
