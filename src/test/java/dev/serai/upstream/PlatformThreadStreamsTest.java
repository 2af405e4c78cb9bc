package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams on platform threads, without comments that would notice a client which left. */
@Timeout(60)
class PlatformThreadStreamsTest extends ImpatientGatewayTest {

    private static final int MANY = 200;
    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = streamedChat("patient/any");

    @Test
    void manyAtATime_areAllComplete() throws Exception {
        CountDownLatch allThere = new CountDownLatch(MANY);
        Script script = Script.stream()
                .send(Answers.content("one"))
                .await(allThere)
                .send(Answers.stream("two"))
                .end();
        UPSTREAM.answer(request -> {
            allThere.countDown();
            return script;
        });

        for (CompletableFuture<HttpResponse<String>> answer : askMany()) {
            assertThat(answer.get(60, TimeUnit.SECONDS).body())
                    .contains("one", "two")
                    .endsWith(Answers.DONE);
        }
    }

    @Test
    void silentStreams_doNotHoldOthersUp() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch silent = new CountDownLatch(MANY);
        UPSTREAM.answer(request -> {
            silent.countDown();
            return Script.stream().await(goOn).send(Answers.stream("late")).end();
        });
        List<CompletableFuture<HttpResponse<String>>> waiting = askMany();
        assertThat(silent.await(30, TimeUnit.SECONDS)).isTrue();
        UPSTREAM.answer(Script.stream().pause(300).send(Answers.stream("soon")).end());

        assertThat(post(CHAT, STREAM).body()).contains("soon").endsWith(Answers.DONE);

        goOn.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(answer.get(60, TimeUnit.SECONDS).body()).contains("late");
        }
    }

    @Test
    void clientGone_abortsWithinTwoEvents() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one"))
                .await(gone)
                .send(Answers.content("two"))
                .pause(200)
                .send(Answers.content("three"))
                .stall(50));

        try (EventReader client = open(CHAT, STREAM)) {
            assertThat(client.next()).contains("one");
        }
        gone.countDown();

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    private List<CompletableFuture<HttpResponse<String>>> askMany() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            HttpRequest request = HttpRequest.newBuilder(uri(CHAT))
                    .POST(BodyPublishers.ofString(STREAM))
                    .build();
            answers.add(CLIENT.sendAsync(request, BodyHandlers.ofString()));
        }
        return answers;
    }
}
