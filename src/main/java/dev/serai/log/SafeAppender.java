package dev.serai.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Hands records on to the appender that it stands for, as they may be shown. */
final class SafeAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Appender<ILoggingEvent> appender;

    SafeAppender(Appender<ILoggingEvent> appender) {
        this.appender = appender;
        setName(appender.getName());
        setContext(appender.getContext());
        start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        appender.doAppend(new SafeEvent(event));
    }

    @Override
    public void stop() {
        super.stop();
        appender.stop();
    }
}
