package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.Postgres;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on one PostgreSQL, started anew again and again: of all of them one tells, once. */
class AlertRestartTest {

    private static final String ALERT = """
            - templatedRoute:
                routeTemplateRef: alert
                routeId: alert-alone
                parameters:
                  - { name: alert, value: alone }
                  - { name: says, value: "{provider} is left alone" }
                  - { name: question, value: "figure:breaker?by=provider" }
                  - { name: threshold, value: "> 0" }
                  - { name: every, value: 1s }
                  - { name: channel, value: webhook }
            """;

    @TempDir
    private Path folder;

    private final FakeUpstream hooks = new FakeUpstream();
    private final String database = Postgres.freshDatabase();

    private OwnGateway start(String name) {
        return OwnGateway.start(Map.of(
                "serai.data",
                folder.resolve(name).toString(),
                "serai.db.url",
                database,
                "serai.admin-key",
                GatewayTest.ADMIN_KEY,
                "serai.routes",
                folder.resolve("routes").toString(),
                "SERAI_ALERT_WEBHOOK",
                hooks.url() + "/hook"));
    }

    private static void force(OwnGateway gateway, String state) throws Exception {
        gateway.send(
                "PUT",
                "/manage/providers/simulator/breaker",
                "{\"state\": \"" + state + "\"}",
                "Authorization",
                "Bearer " + GatewayTest.ADMIN_KEY);
    }

    /** Two rounds of this gateway. */
    private static void awaitRounds(OwnGateway gateway) {
        ManagedAlerts alerts = gateway.bean(ManagedAlerts.class);
        for (int i = 0; i < 2; i++) {
            var before = alerts.report("alone").orElseThrow().askedAt();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        var now = alerts.report("alone").orElseThrow().askedAt();
                        return now != null && !now.equals(before);
                    });
        }
    }

    private List<String> told() {
        return hooks.received().stream()
                .map(it -> it.text().replaceAll(".*\"state\" ?: ?\"(\\w+)\".*", "$1"))
                .toList();
    }

    @Test
    void alertOfBoth_isToldOnce_overThreeRestarts_andOnceThatItIsOver() throws Exception {
        hooks.answer(Script.json(200, "{}"));
        RoutesCopy.mirror(Path.of("routes"), folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/alerts/alone.camel.yaml"), ALERT);
        try (OwnGateway stays = start("stays")) {
            for (int i = 0; i < 4; i++) {
                try (OwnGateway restarted = start("restarted")) {
                    force(stays, "open");
                    force(restarted, "open");
                    awaitRounds(stays);
                    awaitRounds(restarted);
                    assertThat(told()).as("start " + i).containsExactly("firing");
                    if (i == 3) {
                        force(restarted, "auto");
                        awaitRounds(restarted);
                        awaitRounds(stays);
                        assertThat(told()).as("the other one still finds it").containsExactly("firing");
                        force(stays, "auto");
                        awaitRounds(stays);
                        awaitRounds(restarted);
                    }
                }
            }
            assertThat(told()).containsExactly("firing", "over");
        } finally {
            hooks.close();
        }
    }
}
