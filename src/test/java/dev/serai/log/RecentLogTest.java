package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RecentLogTest {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(RecentLogTest.class);

    private void log(RecentLog log, Level level, String message, Throwable thrown) {
        log.setContext(context);
        log.start();
        log.doAppend(new LoggingEvent(RecentLogTest.class.getName(), logger, level, message, thrown, null));
    }

    @Test
    void warnings_areKeptAsTheLogHasThem() {
        RecentLog log = new RecentLog(10, 100_000, null);

        log(log, Level.INFO, "all is well", null);
        log(log, Level.WARN, "wrong key Bearer sk-canary-0123456789\nforged line", null);
        log(log, Level.ERROR, "failed", new IllegalStateException("password=canary-0123456789"));

        List<String> records = log.records();
        assertThat(records).hasSize(2);
        assertThat(records.get(0)).contains("WARN", "wrong key Bearer [secret]", "\\nforged line");
        assertThat(records.get(1)).contains("ERROR", "IllegalStateException", "password=[secret]", "\tat ");
        assertThat(records.toString()).doesNotContain("canary-0123");
    }

    @Test
    void oldestOnes_makeRoom() {
        RecentLog log = new RecentLog(3, 100_000, null);
        for (int i = 0; i < 10; i++) {
            log(log, Level.WARN, "number " + i, null);
        }
        assertThat(log.records()).hasSize(3).last().asString().endsWith("number 9");
    }

    @Test
    void flood_takesNoMoreThanItsBound() {
        RecentLog log = new RecentLog(1000, 20_000, null);
        for (int i = 0; i < 100; i++) {
            log(log, Level.WARN, "x".repeat(100_000), null);
        }
        assertThat(log.records().stream().mapToInt(String::length).sum()).isBetween(1, 20_000);
    }

    @Test
    void requestsThatFail_leaveRoomForAllElse() {
        RecentLog requests = new RecentLog(3, 100_000, null);
        RecentLog log = new RecentLog(3, 100_000, requests);
        log(log, Level.WARN, "the disk is full", null);
        Logger ofRequests = context.getLogger("requests");
        for (int i = 0; i < 10; i++) {
            log.doAppend(new LoggingEvent("", ofRequests, Level.WARN, "/v1/chat/completions 500", null, null));
        }

        assertThat(log.records()).hasSize(1).first().asString().contains("the disk is full");
        assertThat(requests.records()).hasSize(3);
    }

    @Test
    void gatewaysLog_isListenedTo() {
        RecentLog.listenTo(context);
        RecentLog.listenTo(context);
        logger.warn("one of {}", "RecentLogTest");

        assertThat(RecentLog.known().records())
                .filteredOn(record -> record.endsWith("one of RecentLogTest"))
                .hasSize(1);
    }
}
