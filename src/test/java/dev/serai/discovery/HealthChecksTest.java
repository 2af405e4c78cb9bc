package dev.serai.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Providers that are asked whether they are well where their files say so. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthChecksTest {

    private static final Script DOWN = Script.json(500, "{}");

    private FakeUpstream checked;
    private FakeUpstream unchecked;
    private Path routes;
    private OwnGateway gateway;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        checked = new FakeUpstream();
        unchecked = new FakeUpstream();
        routes = RoutesCopy.edited("#none#", "");
        write("checked", checked, "1s");
        write("unchecked", unchecked, "0");
        Map<String, String> properties = new TreeMap<>();
        properties.put("serai.anonymous", "loopback");
        properties.put("serai.data", data.toString());
        properties.put("serai.routes", routes.toString());
        properties.put("serai.watch-interval", "50ms");
        properties.put("serai.breaker.window", "2");
        properties.put("serai.breaker.open-for", "2s");
        properties.put("serai.breaker.open-for-most", "2s");
        properties.put("SERAI_RETRIES", "0");
        gateway = OwnGateway.start(properties);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        checked.close();
        unchecked.close();
    }

    private void write(String name, FakeUpstream upstream, String healthCheck) throws Exception {
        RoutesCopy.provider(routes, name, upstream.url(), "keyRequired", "false", "healthCheck", healthCheck);
    }

    private String state(String name) {
        return gateway.bean(Breakers.class)
                .reading(name)
                .map(Breakers.Reading::state)
                .orElse("none");
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.call()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.sleep(20);
        }
    }

    private int chat(String provider) throws Exception {
        String body = "{\"model\":\"" + provider + "/any\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return gateway.send("POST", "/v1/chat/completions", body).statusCode();
    }

    @Test
    void providerThatIsDown_isKnownBeforeAnybodyAsks_andSoIsItsReturn() throws Exception {
        checked.answer(Script.json(200, Answers.WHOLE));
        checked.listModels(DOWN);
        unchecked.listModels(DOWN);

        await("an open breaker", () -> state("checked").equals("open"));
        assertThat(chat("checked")).isEqualTo(503);
        assertThat(checked.received()).isEmpty();

        checked.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"back\"}]}"));
        await("a closed breaker", () -> state("checked").equals("closed"));
        await("its models", () -> gateway.get("/v1/models").body().contains("checked/back"));
        assertThat(checked.received()).isEmpty();
        assertThat(state("unchecked")).isEqualTo("closed");
        assertThat(chat("checked")).isEqualTo(200);
    }

    @Test
    void chatsThatFail_leaveTheProviderToOthers() throws Exception {
        checked.listModels(Script.json(200, "{\"object\":\"list\",\"data\":[]}"));
        checked.answer(DOWN);
        for (int i = 0; i < 4; i++) {
            assertThat(chat("checked")).isIn(500, 503);
        }

        assertThat(state("checked")).isEqualTo("closed");
    }

    @Test
    void reloadedProvider_isAskedAsItsNewFileSays() throws Exception {
        checked.answer(DOWN);
        unchecked.listModels(DOWN);
        write("unchecked", unchecked, "1s");
        await("an open breaker", () -> state("unchecked").equals("open"));

        write("unchecked", unchecked, "0");
        await("a breaker that waits for a request", () -> state("unchecked").equals("half-open"));
    }
}
