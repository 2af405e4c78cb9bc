package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.time.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When comments are sent; the clock is the test's. */
class KeepAlivesTest {

    private static final String COMMENT = ": keep-alive\n";

    private final Watchdog watchdog = new Watchdog();
    private final KeepAlives keepAlives = new KeepAlives(watchdog, Runnable::run, TimeUnit.HOURS.toMillis(1));
    private final ByteArrayOutputStream client = new ByteArrayOutputStream();
    private final AtomicBoolean upstreamClosed = new AtomicBoolean();

    @AfterEach
    void stop() {
        watchdog.close();
    }

    @Test
    void silence_isFilled() throws IOException {
        try (KeepAlives.Watch watch = keepAlives.watch(client, () -> {}, new ReentrantLock(), new byte[0])) {
            send(watch, "data: 1\n\n", false);
            passHours(watch, 2);
        }

        assertThat(sent()).isEqualTo("data: 1\n\n" + COMMENT);
    }

    @Test
    void recentEvent_needsNoComment() throws IOException {
        try (KeepAlives.Watch watch = keepAlives.watch(client, () -> {}, new ReentrantLock(), new byte[0])) {
            send(watch, "data: 1\n\n", false);
            passHours(watch, 0);
        }

        assertThat(sent()).isEqualTo("data: 1\n\n");
    }

    @Test
    void eventInParts_isNotInterrupted() throws IOException {
        try (KeepAlives.Watch watch = keepAlives.watch(client, () -> {}, new ReentrantLock(), new byte[0])) {
            send(watch, "data: the first", true);
            passHours(watch, 2);
            send(watch, " and the second part\n\n", false);
            passHours(watch, 4);
        }

        assertThat(sent()).isEqualTo("data: the first and the second part\n\n" + COMMENT);
    }

    @Test
    void closedStream_getsNoComment() throws IOException {
        KeepAlives.Watch watch = keepAlives.watch(client, () -> {}, new ReentrantLock(), new byte[0]);
        watch.close();
        passHours(watch, 2);

        assertThat(sent()).isEmpty();
    }

    @Test
    void clientGone_closesTheUpstream() throws IOException {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (KeepAlives.Watch watch =
                keepAlives.watch(gone, () -> upstreamClosed.set(true), new ReentrantLock(), new byte[0])) {
            passHours(watch, 2);
        }

        assertThat(upstreamClosed).isTrue();
    }

    @Test
    void noThreadForAComment_isTriedAgain() throws IOException {
        AtomicInteger refusals = new AtomicInteger(2);
        KeepAlives busy = new KeepAlives(
                watchdog,
                task -> {
                    switch (refusals.getAndDecrement()) {
                        case 2 -> throw new RejectedExecutionException();
                        case 1 -> throw new OutOfMemoryError("unable to create native thread");
                        default -> task.run();
                    }
                },
                TimeUnit.HOURS.toMillis(1));
        try (KeepAlives.Watch watch = busy.watch(client, () -> {}, new ReentrantLock(), new byte[0])) {
            passHours(watch, 2);
            passHours(watch, 2);
            assertThat(sent()).isEmpty();
            passHours(watch, 3);
        }

        assertThat(sent()).isEqualTo(COMMENT);
    }

    @Test
    void errorInAComment_leavesTheConnectionToOthers() throws IOException {
        ReentrantLock writing = new ReentrantLock();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new StackOverflowError();
            }
        };
        try (KeepAlives.Watch watch = keepAlives.watch(broken, () -> {}, writing, new byte[0])) {
            passHours(watch, 2);

            assertThat(writing.isLocked()).isFalse();
        }
    }

    private static void send(KeepAlives.Watch watch, String text, boolean more) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        watch.write(bytes, bytes.length, more);
    }

    private static void passHours(KeepAlives.Watch watch, int hours) {
        watch.check(System.nanoTime() + TimeUnit.HOURS.toNanos(hours));
    }

    private String sent() {
        return client.toString(StandardCharsets.UTF_8);
    }
}
