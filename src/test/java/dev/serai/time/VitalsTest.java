package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** When a process has to be started again. */
class VitalsTest {

    private final List<String> silent = new ArrayList<>();
    private final AtomicInteger used = new AtomicInteger(50);
    private Runnable collection = () -> {};
    private final Vitals vitals = new Vitals(
            now -> List.copyOf(silent), () -> new MemoryUsage(0, used.get(), 100, 100), () -> collection.run());

    @AfterEach
    void close() {
        vitals.close();
    }

    private Health health() {
        return new VitalsHealthIndicator(vitals).health();
    }

    /** Looks every five seconds for so long. */
    private void pass(int from, int to) {
        for (int second = from; second <= to; second += 5) {
            vitals.look(Duration.ofSeconds(second).toNanos());
        }
    }

    @Test
    void process_isWell() {
        pass(0, 600);

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void silentThread_isNamed() {
        silent.add("usage-writer");

        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails().get("troubles").toString()).contains("usage-writer is dead or stuck");

        silent.clear();
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void heapThatStaysFull_isDown() {
        used.set(99);
        pass(0, 55);
        assertThat(health().getStatus()).isEqualTo(Status.UP);

        pass(60, 60);

        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails().get("troubles").toString()).contains("heap");
    }

    @Test
    void heapThatIsOnlyNotCollected_isCollectedFirst() {
        collection = () -> used.set(40);
        used.set(99);
        pass(0, 120);

        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(used).hasValue(40);
    }

    @Test
    void heapThatIsFullNowAndThen_isUp() {
        for (int minute = 0; minute < 10; minute++) {
            used.set(99);
            pass(minute * 60, minute * 60 + 50);
            used.set(60);
            pass(minute * 60 + 55, minute * 60 + 55);
        }

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void threadWithoutABeat_isSilent() {
        try (Pulse pulse = Pulse.of("a-thread", Duration.ofSeconds(10))) {
            long now = System.nanoTime();
            assertThat(Pulse.silent(now)).doesNotContain("a-thread");
            assertThat(Pulse.silent(now + Duration.ofSeconds(11).toNanos())).contains("a-thread");
            pulse.beat();
        }
        assertThat(Pulse.silent(System.nanoTime() + Duration.ofDays(1).toNanos()))
                .doesNotContain("a-thread");
    }

    @Test
    void stuckTimer_isSilent() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        var timer = BackgroundTimer.named("stuck-timer", Duration.ofMillis(1500));
        try {
            timer.execute(() -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread.sleep(2000);
            assertThat(Pulse.silent(System.nanoTime())).contains("stuck-timer");

            over.countDown();
            Thread.sleep(1300);
            assertThat(Pulse.silent(System.nanoTime())).doesNotContain("stuck-timer");
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void endOfTheServersThread_endsTheProcess() {
        AtomicInteger ends = new AtomicInteger();
        EndedThread handler = new EndedThread(ends::incrementAndGet);

        handler.uncaughtException(new Thread("tomcat-handler-12"), new OutOfMemoryError("Java heap space"));
        assertThat(ends).hasValue(0);
        handler.uncaughtException(new Thread("http-nio-8080-Acceptor"), new OutOfMemoryError("Java heap space"));
        assertThat(ends).hasValue(1);
        handler.uncaughtException(new Thread("https-jsse-nio-8443-Poller"), new NoClassDefFoundError());
        assertThat(ends).hasValue(2);
    }
}
