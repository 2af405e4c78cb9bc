package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.serai.support.OwnGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** No record leaves but as it may be shown, however the log is configured. */
@ExtendWith(OutputCaptureExtension.class)
class SafeLogTest {

    private static final String FORGED = "x\n2026-11-27T00:00:00Z ERROR 1 --- [main] dev.serai.Forged : forged";

    @TempDir
    private Path data;

    private final Properties before = (Properties) System.getProperties().clone();

    /** What Spring Boot makes of its settings outlives a gateway. */
    @AfterEach
    void logAsUsual() {
        System.setProperties(before);
    }

    private OwnGateway start(String... settings) {
        Map<String, String> properties = new TreeMap<>(Map.of("serai.data", data.toString()));
        for (String setting : settings) {
            properties.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return OwnGateway.start(properties);
    }

    private static void logEverything() {
        Logger log = (Logger) LoggerFactory.getLogger("somebody.else");
        RuntimeException inner = new IllegalStateException("inner " + FORGED + " sk-serai-canarycanary");
        inner.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));
        MDC.put("who", FORGED);
        log.error("pattern " + FORGED, new RuntimeException("outer " + FORGED, inner));
        log.error("argument {} {}", FORGED, "sk-serai-canarycanary");
        log.atError().addKeyValue("what", FORGED).log("pair");
        MDC.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b",
                "logging.pattern.console=%d %p %X{who} %m %kvp%n%ex",
                "logging.pattern.console=%nopex %m %X %kvp%n%xEx",
                "logging.structured.format.console=ecs",
                "logging.structured.format.console=logstash",
                "logging.structured.format.console=gelf"
            })
    void foreignLines_areNone(String setting, CapturedOutput output) {
        try (OwnGateway gateway = start(setting)) {
            assertThat(gateway.takesConnections()).isTrue();
            logEverything();
        }
        assertThat(output.toString().lines().filter(line -> line.startsWith("2026-11-27T00:00:00Z")))
                .isEmpty();
        assertThat(output).doesNotContain("canarycanary").contains("[secret]", "somebody.else".substring(0, 1));
    }

    @Test
    void stackTrace_keepsItsLines(CapturedOutput output) {
        try (OwnGateway gateway = start()) {
            assertThat(gateway.takesConnections()).isTrue();
            logEverything();
        }
        List<String> lines = output.toString().lines().map(String::strip).toList();
        assertThat(lines).anyMatch(line -> line.startsWith("java.lang.RuntimeException: outer x\\n2026"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("Caused by: java.lang.IllegalStateException: inner x\\n2026"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("Suppressed: java.lang.IllegalArgumentException: suppressed x"));
        assertThat(lines).anyMatch(line -> line.startsWith("at dev.serai.log.SafeLogTest.logEverything"));
    }

    @Test
    void everyAppender_hasOneBeforeIt() {
        try (OwnGateway gateway = start("logging.file.name=" + data.resolve("a.log"))) {
            assertThat(gateway.takesConnections()).isTrue();
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            List<Object> appenders = context.getLoggerList().stream()
                    .flatMap(logger -> Stream.iterate(logger.iteratorForAppenders(), it -> it.hasNext(), it -> it)
                            .map(it -> (Object) it.next()))
                    .toList();
            assertThat(appenders)
                    .isNotEmpty()
                    .allMatch(appender -> appender instanceof SafeAppender || appender instanceof RecentLog);
        }
    }

    @Test
    void record_isWholeForOtherAppenders() {
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        kept.start();
        SafeAppender safe = new SafeAppender(kept, 0);
        Logger log = (Logger) LoggerFactory.getLogger("somebody.else");
        log.addAppender(safe);
        log.warn("a {}", "b");
        log.detachAppender(safe);
        assertThat(kept.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("a b");
            assertThat(event.getLoggerName()).isEqualTo("somebody.else");
            assertThat(event.getThrowableProxy()).isNull();
        });
    }
}
