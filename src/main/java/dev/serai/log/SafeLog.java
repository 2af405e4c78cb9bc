package dev.serai.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * Puts itself before every appender as soon as there are any, whatever they are and whoever configured them: there is no
 * way out of the log that is not looked at.
 */
final class SafeLog implements GenericApplicationListener {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SafeLog.class);

    private int lines;

    @Override
    public boolean supportsEventType(ResolvableType type) {
        return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(type.toClass())
                || ApplicationPreparedEvent.class.isAssignableFrom(type.toClass());
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            new EnvironmentSecrets(prepared.getEnvironment()).tell(Secrets.known());
            lines = prepared.getEnvironment().getProperty("serai.log.queue", Integer.class, 0);
            stepIn();
        } else if (event instanceof ApplicationPreparedEvent prepared) { // some sources come late
            EnvironmentSecrets secrets =
                    new EnvironmentSecrets(prepared.getApplicationContext().getEnvironment());
            secrets.tell(Secrets.known());
            stepIn();
            secrets.tooShort()
                    .forEach(name -> LOG.warn(
                            "{} has a key of fewer than {} characters: it can be guessed, and cannot be kept out of the log",
                            name,
                            Secrets.SHORTEST));
        }
    }

    private void stepIn() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(this::stepIn);
            RecentLog.listenTo(context);
        }
    }

    private void stepIn(Logger logger) {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        logger.iteratorForAppenders().forEachRemaining(appenders::add);
        for (Appender<ILoggingEvent> appender : appenders) {
            if (!(appender instanceof SafeAppender || appender instanceof RecentLog)) {
                logger.detachAppender(appender);
                logger.addAppender(new SafeAppender(appender, lines));
            }
        }
    }

    /** After the log is configured, and before anything is written. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }
}
