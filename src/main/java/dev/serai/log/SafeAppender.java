package dev.serai.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/**
 * Hands records on to the appender that it stands for, as they may be shown. Who logs does not wait for that: where stdout
 * is taken by nobody any more, requests are answered all the same.
 */
final class SafeAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Appender<ILoggingEvent> appender;
    private final boolean fields;
    private final LineQueue queue;

    /**
     * Stands for an appender.
     *
     * @param lines how many records may wait for it; 0: who logs waits for it
     */
    SafeAppender(Appender<ILoggingEvent> appender, int lines) {
        this.appender = appender;
        this.fields = isPlain(appender);
        setName(appender.getName());
        setContext(appender.getContext());
        this.queue = lines == 0 ? null : new LineQueue(lines, this::write);
        start();
    }

    /** Whether its lines are of a pattern that leaves out key-value pairs: then they stand behind the message. */
    private static boolean isPlain(Appender<ILoggingEvent> appender) {
        return appender instanceof OutputStreamAppender<ILoggingEvent> out
                && out.getEncoder() instanceof PatternLayoutEncoder encoder
                && encoder.getPattern() != null
                && !encoder.getPattern().contains("%kvp");
    }

    private void write(ILoggingEvent event) {
        appender.doAppend(new SafeEvent(event, fields));
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (queue == null) {
            write(event);
        } else {
            queue.offer(event);
        }
    }

    /** Ends with all that waits, unless nobody takes it. */
    @Override
    public void stop() {
        super.stop();
        if (queue == null || queue.end()) {
            appender.stop();
        }
    }
}
