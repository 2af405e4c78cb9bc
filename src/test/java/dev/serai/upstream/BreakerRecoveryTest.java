package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.serai.access.Project;
import dev.serai.access.ProviderKeys;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.breakers.Breakers;
import dev.serai.store.Actor;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeUpstream;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The whole way of a breaker, by calls alone: who fails is left alone, is tried by one call when its time is over, is left
 * alone for longer where that fails, and has all calls again once one was answered. Its times are seconds' parts here.
 */
@Timeout(120)
@TestPropertySource(
        properties = {
            "serai.breaker.window=10",
            "serai.breaker.open-for=700ms",
            "serai.breaker.open-for-most=3s",
            "serai.first-event-patience=1s",
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        })
class BreakerRecoveryTest extends CallingGatewayTest {

    private static final String OWN_KEY = "sk-project-canary";
    private static final int MOST_UNTIL_OPEN = 30;

    /** Models that fail, and keys. */
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

    private static int place;

    @Autowired
    private Breakers breakers;

    @Autowired
    private ProviderKeys keys;

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.provider(routes, "shared", UPSTREAM.url(), "apiKey", PROVIDER_KEY);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            place = free.getLocalPort(); // nobody is there yet
        }
        RoutesCopy.provider(routes, "away", "http://127.0.0.1:" + place, "apiKey", PROVIDER_KEY);
        for (String model : List.of("whole", "streamed", "keyed", "again")) {
            RoutesCopy.alias(routes, model + "-chain", "inOrder", "", "shared/" + model, "shared/other");
        }
        RoutesCopy.alias(routes, "away-chain", "inOrder", "", "away/first", "shared/other");
        properties.add("serai.routes", routes::toString);
    }

    private static Script answer(Received request) {
        boolean broken = BROKEN.stream()
                .anyMatch(it -> request.text().contains("\"" + it + "\"")
                        || request.headers().get("authorization").endsWith(it));
        if (broken) {
            return Script.json(500, "{\"error\":{\"message\":\"Down\"}}");
        }
        return request.text().contains("\"stream\":true")
                ? Script.stream().send(Answers.stream("Hi")).end()
                : Script.json(200, Answers.WHOLE);
    }

    /** The model that answered; the call itself never fails. */
    private String answering(Issued caller, String model, boolean stream) throws Exception {
        String body = stream ? streamedChat(model) : chat(model);
        HttpResponse<String> answer = caller == null ? post(CHAT, body) : call(caller, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-serai-model").orElse("");
    }

    private static long asked(String model) {
        return UPSTREAM.received().stream()
                .filter(it -> it.text().contains("\"" + model + "\""))
                .count();
    }

    private String state(String name) {
        return breakers.reading(name).map(Breakers.Reading::state).orElse("none");
    }

    private void awaitState(String name, String state) throws Exception {
        assertThat(await(() -> state(name), Predicate.isEqual(state))).isEqualTo(state);
    }

    /** Calls until the first target is left alone; gives by whom the calls after that are answered. */
    private List<String> open(String name, Issued caller, String chain, boolean stream) throws Exception {
        for (int i = 0; i < MOST_UNTIL_OPEN && !state(name).equals("open"); i++) {
            assertThat(answering(caller, chain, stream)).isEqualTo("other");
        }
        assertThat(state(name)).isEqualTo("open");
        List<String> answering = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answering.add(answering(caller, chain, stream));
        }
        return answering;
    }

    @ParameterizedTest
    @CsvSource({"whole,false", "streamed,true"})
    void model_isLeftAloneAndHasItsCallsBack(String model, boolean stream) throws Exception {
        UPSTREAM.answer(BreakerRecoveryTest::answer);
        BROKEN.add(model);
        String name = "shared/" + model;
        assertThat(open(name, null, model + "-chain", stream)).containsOnly("other");
        assertThat(state("shared")).as("the provider").isIn("closed", "none");

        BROKEN.remove(model);
        awaitState(name, "half-open");
        assertThat(await(() -> asking(null, model + "-chain", stream), Predicate.isEqual(model)))
                .isEqualTo(model);
        awaitState(name, "closed");
        for (int i = 0; i < 10; i++) {
            assertThat(answering(null, model + "-chain", stream)).isEqualTo(model);
        }
    }

    private String asking(Issued caller, String chain, boolean stream) {
        return assertDoesNotThrow(() -> answering(caller, chain, stream));
    }

    @Test
    void halfOpen_letsOneTry_andItsFailureCostsNoCallerAnything() throws Exception {
        UPSTREAM.answer(BreakerRecoveryTest::answer);
        BROKEN.add("again");
        assertThat(open("shared/again", null, "again-chain", false)).containsOnly("other");
        for (int round = 0; round < 3; round++) {
            awaitState("shared/again", "half-open");
            long before = asked("again");
            assertThat(atOnce(8, 8, () -> answering(null, "again-chain", false)))
                    .containsOnly("other");
            assertThat(await(() -> asking(null, "again-chain", false), any -> asked("again") > before))
                    .isEqualTo("other");
            assertThat(asked("again")).isEqualTo(before + 1);
            assertThat(state("shared/again")).isEqualTo("open");
        }
        BROKEN.remove("again");
        assertThat(await(() -> asking(null, "again-chain", false), Predicate.isEqual("again")))
                .isEqualTo("again");
    }

    @Test
    void key_isLeftAloneForItsProject_andHasItsCallsBack() throws Exception {
        UPSTREAM.answer(BreakerRecoveryTest::answer);
        BROKEN.add(OWN_KEY);
        Project project = project(Rules.NONE);
        keys.set(project.id(), null, "shared", OWN_KEY, Actor.SERAI);
        Issued own = token(project, Rules.NONE);
        for (int i = 0; i < MOST_UNTIL_OPEN; i++) {
            call(own, chat("shared/keyed"));
        }
        long before = asked("keyed");
        assertRefused(call(own, chat("shared/keyed")), 503, "circuit_open");
        assertThat(asked("keyed")).isEqualTo(before);
        for (int i = 0; i < 5; i++) {
            assertThat(answering(null, "keyed-chain", false)).as("for others").isEqualTo("keyed");
        }

        BROKEN.remove(OWN_KEY);
        assertThat(await(() -> ask(own, chat("shared/keyed")).statusCode(), Predicate.isEqual(200)))
                .isEqualTo(200);
        // who was refused rests for a second besides
        assertThat(await(() -> asking(own, "keyed-chain", false), Predicate.isEqual("keyed")))
                .isEqualTo("keyed");
        for (int i = 0; i < 5; i++) {
            assertThat(answering(own, "keyed-chain", false)).isEqualTo("keyed");
        }
    }

    @Test
    void provider_isLeftAloneWithAllItsModels_andHasItsCallsBack() throws Exception {
        UPSTREAM.answer(BreakerRecoveryTest::answer);
        for (int i = 0; i < MOST_UNTIL_OPEN && !state("away").equals("open"); i++) {
            assertThat(post(CHAT, chat("away/model-" + i)).statusCode()).isIn(502, 503);
        }
        assertThat(state("away")).isEqualTo("open");
        assertThat(answering(null, "away-chain", false)).isEqualTo("other");

        try (FakeUpstream back = new FakeUpstream(Integer.MAX_VALUE, place)) {
            back.answer(Script.json(200, Answers.WHOLE));
            assertThat(await(() -> asking(null, "away-chain", false), Predicate.isEqual("first")))
                    .isEqualTo("first");
            awaitState("away", "closed");
            for (int i = 0; i < 5; i++) {
                assertThat(post(CHAT, chat("away/model-" + i)).statusCode()).isEqualTo(200);
                assertThat(answering(null, "away-chain", false)).isEqualTo("first");
            }
        }
    }
}
