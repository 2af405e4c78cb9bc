package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.serai.access.Rules;
import dev.serai.call.TimedAttempt;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What observers learn of a request: who was asked, why, and what came of it. */
@TestPropertySource(properties = {"serai.hedge-share=1", "serai.anonymous=none"})
@Import(TimelineTest.Observers.class)
class TimelineTest extends CallingGatewayTest {

    private static final List<EndedRequest> ENDED = new CopyOnWriteArrayList<>();
    private static final Script STREAMED = Script.stream()
            .send(Answers.content("Hello you") + Answers.finish() + Answers.usage() + Answers.DONE)
            .end();

    /** No configuration of its own: a scan of the class path would find it for every gateway. */
    static class Observers {

        @Bean
        RequestObserver broken() {
            return request -> {
                throw new IllegalStateException("an observer that fails");
            };
        }

        @Bean
        RequestObserver collecting() {
            return ENDED::add;
        }
    }

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String options : List.of("recovery=resume", "recovery=restart", "hedge=100ms")) {
            RoutesCopy.alias(
                    routes,
                    options.replaceAll(".*=", "by-"),
                    "inOrder?" + options,
                    "",
                    "openai/gpt-4o",
                    "mistral/mistral-large-2512");
        }
        RoutesCopy.alias(routes, "again", "inOrder", "", "openai/gpt-4o?retries=1");
        properties.add("serai.routes", routes::toString);
    }

    @BeforeEach
    void forget() {
        ENDED.clear();
    }

    private static List<String> told() throws Exception {
        await(() -> ENDED, ended -> !ended.isEmpty());
        return await(TimelineTest::attempts, found -> found.stream().allMatch(TimelineTest::isOver)).stream()
                .map(TimelineTest::told)
                .toList();
    }

    private static List<TimedAttempt> attempts() {
        return ENDED.get(0).call().attempts().timeline().attempts();
    }

    /** One that was overtaken is broken off behind the request. */
    private static boolean isOver(TimedAttempt attempt) {
        return attempt.endedNanos() != 0 && (!attempt.isOvertaken() || attempt.error() != null);
    }

    private static String told(TimedAttempt attempt) {
        assertThat(attempt.endedNanos()).isGreaterThanOrEqualTo(attempt.beganNanos());
        return attempt.target() + " " + attempt.way().word() + " " + attempt.status()
                + (attempt.error() == null ? "" : " " + attempt.error())
                + (attempt.firstContentNanos() == 0 ? "" : " streamed")
                + (attempt.isOvertaken() ? " overtaken" : "")
                + (attempt.skipped() ? " skipped" : "");
    }

    private static void firstBreaksOff() {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.stream().send(Answers.content("Hello")).reset()
                : STREAMED);
    }

    private String stream(String alias) throws Exception {
        try (EventReader client = open(token(Rules.NONE), streamedChat(alias))) {
            return String.join("\n", client.rest());
        }
    }

    @Test
    void oneThatAnswers_isTheFirst() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        HttpResponse<String> response = call(token(Rules.NONE), chat("openai/gpt-4o"));

        assertThat(told()).containsExactly("openai/gpt-4o first 200");
        assertThat(ENDED.get(0).record().requestId()).isEqualTo(requestId(response));
        assertThat(ENDED.get(0).record().status()).isEqualTo(200);
        assertThat(ENDED.get(0).caller()).isNotNull();
        assertThat(ENDED).hasSize(1);
    }

    @Test
    void whoeverIsNotKnown_isToldOf_withoutAnAttempt() throws Exception {
        assertThat(post(CHAT, chat("openai/gpt-4o"), "Authorization", "Bearer sk-nobody")
                        .statusCode())
                .isEqualTo(401);

        assertThat(told()).isEmpty();
        assertThat(ENDED.get(0).record().status()).isEqualTo(401);
        assertThat(ENDED.get(0).caller()).isNull();
        assertThat(ENDED.get(0).record().project()).isNull();
    }

    @Test
    void oneThatFails_isFollowedByAnother() throws Exception {
        only("openai", Script.json(503, "{}"));
        call(token(Rules.NONE), chat("by-resume"));

        assertThat(told())
                .containsExactly("openai/gpt-4o first 503 overloaded", "mistral/mistral-large-2512 failover 200");
    }

    @Test
    void whoWasAsked_isOnRecord() throws Exception {
        only("openai", Script.json(503, "{}"));
        String id = requestId(call(token(Rules.NONE), chat("by-resume")));

        RequestTimeline kept = RequestTimeline.of((String) record(id).get("timeline"));
        assertThat(kept.attempts())
                .extracting(
                        RecordedAttempt::target, RecordedAttempt::way, RecordedAttempt::outcome, RecordedAttempt::error)
                .containsExactly(
                        tuple("openai/gpt-4o", "first", "failed", "overloaded"),
                        tuple("mistral/mistral-large-2512", "failover", "answered", null));
        assertThat(kept.attempts().get(1).beganMs())
                .isGreaterThanOrEqualTo(kept.attempts().get(0).beganMs());
    }

    @Test
    void oneThatIsAskedAgain_saysSo() throws Exception {
        only("openai", Script.json(503, "{}"));
        call(token(Rules.NONE), chat("again"));

        assertThat(told()).containsExactly("openai/gpt-4o first 503 overloaded", "openai/gpt-4o retry 503 overloaded");
    }

    @Test
    void streamThatBreaksOff_isResumed() throws Exception {
        firstBreaksOff();

        assertThat(stream("by-resume")).contains("[DONE]");
        assertThat(told())
                .containsExactly(
                        "openai/gpt-4o first 200 upstream_stream_truncated streamed",
                        "mistral/mistral-large-2512 resume 200 streamed");
    }

    @Test
    void streamThatBreaksOff_isGivenAnew() throws Exception {
        firstBreaksOff();

        assertThat(stream("by-restart")).contains("[DONE]");
        assertThat(told())
                .containsExactly(
                        "openai/gpt-4o first 200 upstream_stream_truncated streamed",
                        "mistral/mistral-large-2512 restart 200 streamed");
    }

    @Test
    void slowOne_isOvertaken() throws Exception {
        only("openai", Script.silent().stall(30));
        call(token(Rules.NONE), chat("by-100ms"));

        assertThat(told())
                .containsExactly(
                        "openai/gpt-4o first 499 client_left overtaken", "mistral/mistral-large-2512 hedge 200");
    }
}
