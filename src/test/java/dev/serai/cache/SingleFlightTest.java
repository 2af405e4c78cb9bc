package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Those who ask the same at a time ask the provider once, and all of them are answered, whoever leaves. */
@Timeout(120)
class SingleFlightTest extends CachingGateway {

    private static final String STREAM = "\"stream\":true,";
    private static final int MANY = 60;

    @Autowired
    private AnswerCache cache;

    private List<CompletableFuture<HttpResponse<String>>> manyAsk(Issued caller, String body) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(() -> ask(caller, body), SingleFlightTest::startNow))
                .limit(MANY)
                .toList();
    }

    /** Threads of their own: the common pool has two. */
    private static void startNow(Runnable work) {
        new Thread(work).start();
    }

    private void awaitFlight() throws Exception {
        assertThat(await(() -> cache.readings().get("response_cache").underWay(), it -> it > 0))
                .isPositive();
    }

    private static List<HttpResponse<String>> all(List<CompletableFuture<HttpResponse<String>>> asked) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        asked.forEach(it -> answers.add(it.join()));
        return answers;
    }

    @Test
    void wholeAnswer_isAskedForOnce() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(request -> Script.silent().await(go).raw(http(whole("shared"))));
        List<CompletableFuture<HttpResponse<String>>> asked = manyAsk(caller, chat("cached", "many"));
        awaitFlight();
        Thread.sleep(200); // most of them wait by now; who comes later finds what is kept
        go.countDown();

        assertThat(all(asked)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(whole("shared"));
        });
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(all(asked)).filteredOn(it -> status(it).equals("miss")).hasSize(1);
    }

    private static String http(String body) {
        return "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** A stream whose second part comes when it may. */
    private static Script inTwo(String first, CountDownLatch go) {
        return Script.stream()
                .send(Answers.content(first))
                .await(go)
                .send(Answers.stream("two"))
                .end();
    }

    @Test
    void stream_comesToAll_asItComes() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(inTwo("one", go));
        String body = chat("cached", "stream of many", STREAM);
        List<EventReader> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readers.add(open(caller, body));
        }
        for (EventReader reader : readers) {
            assertThat(event(reader)).contains("one");
        }
        go.countDown();
        for (EventReader reader : readers) {
            assertThat(event(reader)).contains("two");
            assertThat(last(reader)).isEqualTo(EventReader.DONE);
        }
        assertThat(UPSTREAM.received()).hasSize(1);
        HttpResponse<String> later = call(caller, body);
        assertThat(status(later)).isEqualTo("hit");
        assertThat(later.body()).contains("one").contains("two").endsWith("data: [DONE]\n\n");
    }

    /** The next event, whatever says meanwhile that all is well. */
    private static String event(EventReader reader) throws Exception {
        String event = reader.next();
        while (EventReader.KEEP_ALIVE.equals(event)) {
            event = reader.next();
        }
        return event;
    }

    private static String last(EventReader reader) throws Exception {
        String last = null;
        for (String event = reader.next(); event != null; event = reader.next()) {
            last = event.equals(EventReader.KEEP_ALIVE) ? last : event;
        }
        return last;
    }

    @Test
    void whoAskedFirst_mayLeave_andOthersGetTheRest() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(inTwo("one", go));
        String body = chat("cached", "leaves", STREAM);
        EventReader first = open(caller, body);
        assertThat(event(first)).contains("one");
        EventReader second = open(caller, body);
        assertThat(event(second)).contains("one");
        first.close();
        assertThat(UPSTREAM.awaitAbort(1)).as("somebody still reads it").isFalse();
        go.countDown();
        assertThat(event(second)).contains("two");
        assertThat(last(second)).isEqualTo(EventReader.DONE);
        assertThat(second.brokeOff()).isFalse();
        assertThat(UPSTREAM.received()).hasSize(1);
        assertThat(status(call(caller, body))).isEqualTo("hit");
    }

    @Test
    void whereAllLeave_theProviderIsLeft() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(30));
        String body = chat("cached", "all leave", STREAM);
        EventReader first = open(caller, body);
        EventReader second = open(caller, body);
        assertThat(event(first)).contains("one");
        assertThat(event(second)).contains("one");
        first.close();
        second.close();
        assertThat(UPSTREAM.awaitAbort(20)).isTrue();
        assertThat(await(() -> cache.readings().get("response_cache").underWay(), it -> it == 0))
                .isZero();
    }

    @Test
    void failure_isEverybodysRetry() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(request -> UPSTREAM.received().size() == 1
                ? Script.silent().await(go).raw("HTTP/1.1 500 -\r\nContent-Length: 2\r\n\r\n{}")
                : Script.json(200, whole("better")));
        List<CompletableFuture<HttpResponse<String>>> asked = manyAsk(caller, chat("cached", "failure"));
        awaitFlight();
        Thread.sleep(200);
        go.countDown();
        List<HttpResponse<String>> answers = all(asked);
        assertThat(answers).filteredOn(it -> it.statusCode() != 200).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).filteredOn(it -> it.body().equals(whole("better"))).hasSizeGreaterThanOrEqualTo(MANY - 1);
        assertThat(UPSTREAM.received()).hasSize(2);
    }

    @Test
    void formThatIsNotTheSame_waitsForTheWhole() throws Exception {
        Issued caller = token(Rules.NONE);
        CountDownLatch go = new CountDownLatch(1);
        UPSTREAM.answer(inTwo("one ", go));
        EventReader stream = open(caller, chat("cached", "forms", STREAM));
        assertThat(event(stream)).contains("one");
        CompletableFuture<HttpResponse<String>> whole =
                CompletableFuture.supplyAsync(() -> ask(caller, chat("cached", "forms")), SingleFlightTest::startNow);
        Thread.sleep(100);
        go.countDown();
        assertThat(last(stream)).isEqualTo(EventReader.DONE);
        assertThat(json(whole.get()).at("/choices/0/message/content").asText()).isEqualTo("one two");
        assertThat(UPSTREAM.received()).hasSize(1);
    }
}
