package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever logs waits for nobody, and what that costs is bounded and said. */
class LineQueueTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch taken = new CountDownLatch(1);
    private boolean failing;

    /** Stdout that nobody reads, until somebody does. */
    private final class Stuck extends UnsynchronizedAppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            try {
                taken.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failing) {
                failing = false;
                throw new OutOfMemoryError("a test");
            }
            lines.add(event.getFormattedMessage());
        }
    }

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("test");

    private SafeAppender log(int queue) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        Stuck stuck = new Stuck();
        stuck.setContext(context);
        stuck.start();
        SafeAppender safe = new SafeAppender(stuck, queue);
        log.setLevel(Level.INFO);
        log.addAppender(safe);
        return safe;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void whoLogs_doesNotWaitForWhoTakesTheLog() {
        SafeAppender safe = log(100);
        long begun = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            log.info("{}", i);
        }
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(lines).isEmpty();

        taken.countDown();
        safe.stop();

        assertThat(lines).isEqualTo(numbers(0, 50));
    }

    @Test
    void flood_isBounded_andALineSaysHowManyAreMissing() {
        SafeAppender safe = log(10);
        for (int i = 0; i < 1000; i++) {
            log.info("{}", i);
        }
        taken.countDown();
        safe.stop();

        int kept = lines.size() - 1;
        assertThat(kept).isBetween(10, 11); // one may have been on its way
        assertThat(lines)
                .startsWith(numbers(0, 10).toArray(String[]::new))
                .endsWith((1000 - kept) + " lines are missing here: they came faster than the log was taken");
    }

    @Test
    void longTexts_areBoundedInAllTheirCharacters() {
        SafeAppender safe = log(1000);
        String large = "x".repeat(4 << 20);
        for (int i = 0; i < 20; i++) {
            log.info(large);
        }
        taken.countDown();
        safe.stop();

        assertThat(lines).hasSizeBetween(5, 7).last().asString().contains("lines are missing here");
    }

    @Test
    void longFields_areBoundedWithThem() {
        SafeAppender safe = log(1000);
        String large = "x".repeat(4 << 20);
        for (int i = 0; i < 20; i++) {
            log.atInfo()
                    .addKeyValue("errorCode", large)
                    .addKeyValue("status", 400)
                    .log("failed");
        }
        taken.countDown();
        safe.stop();

        assertThat(lines).hasSizeBetween(4, 6).last().asString().contains("lines are missing here");
    }

    @Test
    void whatIsLogged_isWhatItWasThen() {
        SafeAppender safe = log(10);
        StringBuilder changing = new StringBuilder("before");
        log.info("{}", changing);
        changing.replace(0, 6, "after");
        taken.countDown();
        safe.stop();

        assertThat(lines).containsExactly("before");
    }

    @Test
    void error_endsNoLog() {
        failing = true;
        SafeAppender safe = log(10);
        taken.countDown();
        log.info("lost");
        await().atMost(10, TimeUnit.SECONDS).until(() -> lines.size() == 1);
        log.info("told");
        safe.stop();

        assertThat(lines).containsExactly("1 lines are missing here: they came faster than the log was taken", "told");
    }

    @Test
    void without_aQueue_lineIsThereAtOnce() {
        taken.countDown();
        SafeAppender safe = log(0);
        log.info("now");
        assertThat(lines).containsExactly("now");
        safe.stop();
    }
}
