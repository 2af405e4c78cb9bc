package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** A stream that nobody reads any more is not paid for any longer, and its connection is let go. */
@Timeout(120)
class ClientGoneTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = streamedChat("openai/gpt-4o");
    private static final int MANY = 50;

    @Autowired
    private UpstreamConnections connections;

    @Test
    void whileEventsFlow_aborts() throws Exception {
        Script endless = Script.stream();
        for (int i = 0; i < 1000; i++) {
            endless.send(Answers.content("more")).pause(20);
        }
        UPSTREAM.answer(endless);

        leaveAfterOneEvent();

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @Test
    void whileTheUpstreamIsSilent_aborts() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(60));

        leaveAfterOneEvent();

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @Test
    void whileTheFirstEventIsAwaited_aborts() throws Exception {
        UPSTREAM.answer(Script.stream().stall(60));

        try (EventReader client = open(CHAT, STREAM)) {
            assertThat(client.next()).isEqualTo(EventReader.KEEP_ALIVE);
        }

        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @Test
    void abortedStreams_leakNoConnection() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(60));
        List<EventReader> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(open(CHAT, STREAM));
        }
        assertThat(connections.leased()).isGreaterThanOrEqualTo(MANY);

        for (EventReader client : clients) {
            client.close();
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(UPSTREAM.awaitAbort(30)).as("stream %s", i).isTrue();
        }
        awaitNoneLeased();
    }

    @Test
    void abortedStream_givesItsConnectionUp() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(60));

        for (int i = 0; i < 3; i++) {
            leaveAfterOneEvent();
            assertThat(UPSTREAM.awaitAbort(30)).isTrue();
        }

        assertThat(usedConnections()).isEqualTo(3);
    }

    @Test
    void completeStreams_shareAConnection() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.stream("Hi")).end());

        for (int i = 0; i < MANY; i++) {
            try (EventReader client = open(CHAT, STREAM)) {
                assertThat(client.rest()).last().isEqualTo(EventReader.DONE);
            }
        }

        assertThat(usedConnections()).isLessThan(MANY / 2);
        awaitNoneLeased();
    }

    private void leaveAfterOneEvent() throws Exception {
        try (EventReader client = open(CHAT, STREAM)) {
            assertThat(client.nextEvent()).startsWith("data: ");
        }
    }

    private static int usedConnections() {
        return UPSTREAM.received().stream()
                .map(Received::connection)
                .collect(Collectors.toSet())
                .size();
    }

    /** The last one is let go just after its client has read the end. */
    private void awaitNoneLeased() throws InterruptedException {
        for (int i = 0; i < 100 && connections.leased() > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(connections.leased()).isZero();
    }
}
