package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import org.junit.jupiter.api.Test;

/** Questions that other systems answer, or do not. */
class AlertQuestionsTest extends AlertsGatewayTest {

    @Test
    void plainRoute_asksAnyComponent() throws Exception {
        UPSTREAM.listModels(
                Script.json(200, "[{\"queue\": \"orders\", \"value\": 7}, {\"queue\": \"mail\", \"value\": 1}]"));
        try {
            serve(path("queue"), """
                    - route:
                        id: alert-queue
                        group: alerts
                        description: A queue of another system
                        errorHandler: { noErrorHandler: {} }
                        from:
                          uri: timer:queue
                          parameters: { period: 1s }
                          steps:
                            - setVariable: { id: queue-says, name: says, expression: { constant: { expression: "{queue} has {value} orders" } } }
                            - setVariable: { id: queue-threshold, name: threshold, expression: { constant: { expression: "> 5" } } }
                            - setVariable: { id: queue-channel, name: channel, expression: { constant: { expression: "webhook" } } }
                            - to: { id: queue-ask, uri: "%s/queues" }
                            - process: { id: queue-judge, ref: judge }
                    """.formatted(UPSTREAM.url()));
            await("a message", () -> !hooked("hook", "queue").isEmpty());
            assertThat(hooked("hook", "queue"))
                    .extracting(it -> it.path("text").asText())
                    .containsExactly("orders has 7 orders");
        } finally {
            UPSTREAM.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[]}"));
        }
    }

    @Test
    void questionThatFails_isSeen_andItsAlertIsNotOver() throws Exception {
        UPSTREAM.listModels(Script.json(503, "{}"));
        try {
            serve(
                    path("unanswered"),
                    alert("unanswered")
                            .replace("figure:breaker?by=provider", UPSTREAM.url() + "/queues")
                            .replace("{provider} is left alone", "{value} wait"));
            await(
                    "trouble",
                    () -> json(send("GET", "/manage/alerts/unanswered", null))
                            .path("trouble")
                            .asText()
                            .contains("503"));
            assertThat(json(get("/health"))
                            .at("/checks/alerts/unanswered/unanswered")
                            .asText())
                    .contains("503");
        } finally {
            UPSTREAM.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[]}"));
        }
    }
}
