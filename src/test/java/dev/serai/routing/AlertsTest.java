package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An alert from its cause to those who are told. */
class AlertsTest extends AlertsGatewayTest {

    @Test
    void cause_isToldWithinOneSchedule_onceToEachChannel_overReloads_andOnceThatItIsOver() throws Exception {
        serve(path("once"), alert("once", "channel, value: mail webhook"));
        Instant cause = Instant.now();
        force("open");
        await("a mail", () -> !mail().isEmpty());
        await("a webhook", () -> !hooked("hook", "once").isEmpty());
        assertThat(Duration.between(cause, Instant.now()))
                .as("one schedule, and to say it")
                .isLessThan(Duration.ofSeconds(10));

        for (int i = 0; i < 50; i++) {
            serve(path("once"), alert("once", "channel, value: mail webhook", "query, value: \"" + i + "\""));
        }
        int asked = serving();
        await("a round after the reloads", () -> askedSince("once", Instant.now()));
        assertThat(serving()).isEqualTo(asked);
        assertThat(mail()).containsExactly("Serai: once (openai) is firing");
        assertThat(hooked("hook", "once")).hasSize(1);

        force("auto");
        await("the end by mail", () -> mail().size() > 1);
        await("the end by webhook", () -> hooked("hook", "once").size() > 1);
        await("a round after the end", () -> askedSince("once", Instant.now()));
        assertThat(mail()).containsExactly("Serai: once (openai) is firing", "Serai: once (openai) is over");
        assertThat(hooked("hook", "once"))
                .extracting(it -> it.path("state").asText())
                .containsExactly("firing", "over");
    }

    private boolean askedSince(String alert, Instant moment) throws Exception {
        Instant deadline = moment.plusSeconds(5);
        while (Instant.now().isBefore(deadline)) {
            String asked = json(send("GET", "/manage/alerts/" + alert, null))
                    .path("askedAt")
                    .asText("");
            if (!asked.isEmpty() && Instant.parse(asked).isAfter(moment)) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    @Test
    void message_hasTheFormOfItsChannel_andSecretsAreWhereTheyBelong() throws Exception {
        serve(
                path("formed"),
                alert("formed", "channel, value: mail slack teams pagerduty webhook", "severity, value: critical"));
        force("open");
        await("all channels", () -> HOOKS.received().size() >= 4 && !mail().isEmpty());

        assertThat(hooked("slack").get(0).path("text").asText())
                .isEqualTo(":rotating_light: *" + "Serai: formed (openai) is firing" + "*\nopenai is left alone");
        assertThat(hooked("teams")
                        .get(0)
                        .at("/attachments/0/content/body/0/text")
                        .asText())
                .isEqualTo("Serai: formed (openai) is firing");
        JsonNode page = hooked("pager").get(0);
        assertThat(page.path("routing_key").asText()).isEqualTo(PAGER_KEY);
        assertThat(page.path("event_action").asText()).isEqualTo("trigger");
        assertThat(page.path("dedup_key").asText()).isEqualTo("formed/provider=openai");
        assertThat(page.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(HOOKS.received())
                .filteredOn(it -> it.path().startsWith("/hook"))
                .allSatisfy(it -> assertThat(it.headers())
                        .containsEntry("authorization", "Bearer " + HOOK_SECRET)
                        .containsEntry("content-type", "application/json"));
        assertThat(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0])).startsWith("openai is left alone");

        force("auto");
        await("the end", () -> hooked("pager").size() > 1);
        assertThat(hooked("pager").get(1).path("event_action").asText()).isEqualTo("resolve");
        assertThat(hooked("pager").get(1).path("dedup_key")).isEqualTo(page.path("dedup_key"));
    }

    @Test
    void channelThatFails_isSeen_withoutItsSecrets_andTriedAgain() throws Exception {
        HOOKS.answer(Script.json(500, "{}"));
        serve(path("failing"), alert("failing", "channel, value: webhook"));
        force("open");
        await("a failure", () -> channel("webhook").path("failures").asInt() > 0);
        JsonNode failed = channel("webhook");
        assertThat(failed.path("trouble").asText()).contains("500").doesNotContain(HOOK_SECRET);
        assertThat(json(get("/health")).at("/checks/alerts/status").asText()).isEqualTo("DEGRADED");
        assertThat(get("/health").body()).doesNotContain(HOOK_SECRET);

        HOOKS.answer(Script.json(200, "{}"));
        await("another try", () -> !hooked("hook", "failing").isEmpty());
        await("the end of its trouble", () -> channel("webhook").path("trouble").isNull());
    }

    private JsonNode channel(String name) throws Exception {
        for (JsonNode channel : json(send("GET", "/manage/alerts", null)).path("channels")) {
            if (channel.path("name").asText().equals(name)) {
                return channel;
            }
        }
        return json(send("GET", "/manage/alerts", null)).path("nothing");
    }

    @Test
    void channelThatIsNotConfigured_saysWhatToSet() throws Exception {
        write("routes/channels/other.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: webhook
                    routeId: channel-other
                    parameters:
                      - { name: channel, value: other }
                      - { name: address, value: "{{env:SERAI_NO_SUCH_WEBHOOK:}}" }
                      - { name: template, value: channels/webhook }
                """);
        serve(path("unset"), alert("unset", "channel, value: other"));

        HttpResponse<String> tested = send("POST", "/manage/alerts/unset/test", null);
        assertThat(json(tested).at("/0/trouble").asText())
                .isEqualTo("the channel other is not configured: set SERAI_NO_SUCH_WEBHOOK");
    }

    @Test
    void test_isSentAtOnce_andSaysThatItIsOne() throws Exception {
        serve(path("tried"), alert("tried", "channel, value: mail webhook"));

        HttpResponse<String> tested = send("POST", "/manage/alerts/tried/test", null);

        assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
        assertThat(mail()).containsExactly("Serai: tried (some-provider) is being tested");
        assertThat(hooked("hook").get(0).path("test").asBoolean()).isTrue();
        assertThat(send("POST", "/manage/alerts/nothing/test", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void silence_isSetAndEnded_andAudited() throws Exception {
        serve(path("silent"), alert("silent", "channel, value: webhook"));
        HttpResponse<String> silenced =
                send("PUT", "/manage/alerts/silent/silence", "{\"length\": \"PT1H\", \"reason\": \"it is known\"}");
        assertThat(silenced.statusCode()).as(silenced.body()).isEqualTo(200);
        assertThat(json(silenced).at("/silences/0/reason").asText()).isEqualTo("it is known");

        force("open");
        await(
                "the alert",
                () -> json(send("GET", "/manage/alerts/silent", null))
                        .at("/states/0/state")
                        .asText()
                        .equals("firing"));
        assertThat(hooked("hook", "silent")).isEmpty();
        HttpResponse<String> ended = send("DELETE", "/manage/alerts/silent/silence", null);
        assertThat(json(ended).path("silences")).isEmpty();
        await("the message", () -> !hooked("hook", "silent").isEmpty());
        assertThat(json(send("GET", "/manage/audit?subject=silent", null)).findValuesAsText("action"))
                .contains("alert.silence", "alert.unsilence");
        assertThat(send("PUT", "/manage/alerts/silent/silence", "{\"length\": \"soon\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("PUT", "/manage/alerts/silent/silence", "{\"length\": \"P9999D\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("PUT", "/manage/alerts/nothing/silence", "{\"length\": \"PT1H\"}")
                        .statusCode())
                .isEqualTo(404);
    }
}
