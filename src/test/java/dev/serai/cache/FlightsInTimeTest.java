package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** While an answer is made that others wait for: who has asked for it leaves, or it is to be forgotten. */
@Timeout(120)
class FlightsInTimeTest extends CachingGateway {

    private static final String STREAM = "\"stream\":true,";

    @Autowired
    private AnswerCache cache;

    private static void startNow(Runnable work) {
        new Thread(work).start();
    }

    private CompletableFuture<HttpResponse<String>> asks(Issued caller, String body, String... headers) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call(caller, body, headers);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                FlightsInTimeTest::startNow);
    }

    private static String http(String body) {
        return "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private void awaitAsked() throws Exception {
        assertThat(await(() -> UPSTREAM.received().size(), it -> it == 1)).isEqualTo(1);
    }

    private RawConnection leaving(Issued caller, String body) throws Exception {
        RawConnection first = new RawConnection(port)
                .sendChat(body, "Authorization: Bearer " + caller.secret().text());
        awaitAsked();
        return first;
    }

    private void awaitWaiting(int others) throws Exception {
        assertThat(await(() -> cache.flights().waiting(), it -> it == others)).isEqualTo(others);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void whoAskedFirst_mayLeave_beforeAnythingIsThere(String form) throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(Script.silent()
                .await(go)
                .raw(
                        form.isEmpty()
                                ? http(whole("goes on"))
                                : http(Answers.stream("goes on")).replace("application/json", "text/event-stream")));
        String body = chat("cached", "leaves early", form);
        RawConnection first = leaving(caller, body);
        CompletableFuture<HttpResponse<String>> second = asks(caller, body);
        awaitWaiting(1);
        first.close();
        assertThat(UPSTREAM.awaitAbort(1)).as("somebody still waits for it").isFalse();
        go.countDown();
        assertThat(second.get().body()).contains("goes on");
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(status(call(caller, body))).isEqualTo("hit");
    }

    @Test
    void whereAllLeave_beforeAnythingIsThere_theProviderIsLeft() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.silent().stall(30));
        String body = chat("cached", "all leave early");
        RawConnection first = leaving(caller, body);
        RawConnection second = leaving(caller, body);
        awaitWaiting(1);
        first.close();
        assertThat(UPSTREAM.awaitAbort(1)).isFalse();
        second.close();
        assertThat(UPSTREAM.awaitAbort(20)).isTrue();
        assertThat(await(() -> cache.readings().get("response_cache").underWay(), it -> it == 0))
                .isZero();
    }

    @Test
    void whoHasAskedForAStream_mayLeave_thoughOthersWaitForTheWhole() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one "))
                .await(go)
                .send(Answers.stream("two"))
                .end());
        EventReader stream = open(caller, chat("cached", "forms leave", STREAM));
        assertThat(stream.nextEvent()).contains("one");
        CompletableFuture<HttpResponse<String>> whole = asks(caller, chat("cached", "forms leave"));
        awaitWaiting(1);
        stream.close();
        assertThat(UPSTREAM.awaitAbort(1)).as("somebody still waits for it").isFalse();
        go.countDown();
        assertThat(json(whole.get()).at("/choices/0/message/content").asText()).isEqualTo("one two");
        assertThat(UPSTREAM.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "refresh"})
    void forgottenWhileItIsMade_isNotKept_norGivenToWhoAsksLater(String wish) throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(request -> UPSTREAM.received().size() == 1
                ? Script.silent().await(go).raw(http(whole("old")))
                : Script.json(200, whole("new")));
        String body = chat("cached", "forgotten " + wish);
        CompletableFuture<HttpResponse<String>> asked = asks(caller, body, "x-serai-cache", wish);
        awaitAsked();
        cache.remove(new CacheSelection(caller.token().project(), null, null, null), Duration.ZERO);
        assertThat(call(caller, body).body()).isEqualTo(whole("new"));
        go.countDown();
        assertThat(asked.get().body()).isEqualTo(whole("old"));
        assertThat(call(caller, body).body()).isEqualTo(whole("new"));
        assertThat(UPSTREAM.received()).hasSize(2);
    }
}
