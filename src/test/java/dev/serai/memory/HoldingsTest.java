package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a whole gateway says that it holds. */
class HoldingsTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    @Autowired
    private Holdings holdings;

    private Map<String, Long> ofRequests() {
        Map<String, Long> held = new TreeMap<>();
        for (Holding it : holdings.get()) {
            if (it.each() > 0 && !it.name().equals("threads") && it.entries() > 0) {
                held.put(it.name(), it.entries());
            }
        }
        return held;
    }

    /** One that asks for a stream, takes its head, and leaves. */
    private Void leave() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(streamedChat("simulator/echo")).headReply();
        }
        return null;
    }

    @Test
    void requestsThatHaveEnded_leaveNothing() throws Exception {
        UPSTREAM.answer(request -> request.text().contains("to-fail")
                ? Script.json(500, "{}")
                : request.text().contains("\"stream\":true")
                        ? Script.stream().send(Answers.stream("Hi")).end()
                        : Script.json(200, Answers.WHOLE));
        Map<String, Long> before = ofRequests(); // where threads are the system's, one watches downloads for good
        List<String> bodies = List.of(
                chat("openai/a"),
                streamedChat("openai/a"),
                chat("openai/to-fail"),
                chat("simulator/cut"),
                streamedChat("simulator/cut"),
                chat("no-such-model"),
                "{");
        for (String body : bodies) {
            atOnce(20, 10, () -> post(CHAT, body));
        }
        atOnce(10, 5, this::leave);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(ofRequests())
                        .allSatisfy((name, entries) ->
                                assertThat(entries).as(name).isLessThanOrEqualTo(before.getOrDefault(name, 0L))));
    }

    @Test
    void names_areConstantAndFew() {
        List<Holding> held = holdings.get();

        assertThat(held).hasSizeBetween(20, 100).extracting(Holding::name).doesNotHaveDuplicates();
        assertThat(held).allSatisfy(it -> assertThat(it.name()).matches("[a-z]+(-[a-z0-9]+)*"));
        assertThat(held)
                .filteredOn(it -> Set.of("tokens", "breakers", "classes").contains(it.name()))
                .allMatch(it -> it.entries() > 0)
                .hasSize(3);
    }
}
