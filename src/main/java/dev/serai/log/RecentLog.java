package dev.serai.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last warnings and errors of this process, as the log may have them: for whoever asks when the log itself is elsewhere.
 * No more than so many, and no more than so much of each. Requests that failed are kept apart: they can be many, and would
 * leave nothing else.
 */
public final class RecentLog extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final String NAME = "recent";
    private static final String REQUESTS = "requests";
    private static final int MOST = 500;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int LONGEST = 8000;

    private static final RecentLog FAILED_REQUESTS = new RecentLog(MOST, MOST_CHARACTERS, null);
    private static final RecentLog KNOWN = new RecentLog(MOST, MOST_CHARACTERS, FAILED_REQUESTS);

    private final int most;
    private final int mostCharacters;
    private final RecentLog ofRequests;
    private final Deque<String> records = new ArrayDeque<>();
    private int characters;

    /**
     * Has none yet.
     *
     * @param ofRequests takes those of requests; null: this one
     */
    RecentLog(int most, int mostCharacters, RecentLog ofRequests) {
        this.most = most;
        this.mostCharacters = mostCharacters;
        this.ofRequests = ofRequests;
        setName(NAME);
    }

    /** That of this process: the log is its as well. */
    public static RecentLog known() {
        return KNOWN;
    }

    /** The last requests that failed, as the log may have them. */
    public static RecentLog failedRequests() {
        return FAILED_REQUESTS;
    }

    /** Takes what a context logs from now on. */
    static void listenTo(LoggerContext context) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) == null) {
            KNOWN.setContext(context);
            KNOWN.start();
            root.addAppender(KNOWN);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return;
        }
        SafeEvent safe = new SafeEvent(event, true);
        String record = safe.getInstant() + " " + safe.getLevel() + " [" + safe.getThreadName() + "] "
                + safe.getLoggerName() + ": " + safe.getFormattedMessage();
        if (safe.getThrowableProxy() != null) {
            record += "\n" + ThrowableProxyUtil.asString(safe.getThrowableProxy());
        }
        String kept = record.length() > LONGEST ? record.substring(0, LONGEST) + "…" : record;
        if (ofRequests != null && event.getLoggerName().equals(REQUESTS)) {
            ofRequests.add(kept);
        } else {
            add(kept);
        }
    }

    private synchronized void add(String record) {
        records.addLast(record);
        characters += record.length();
        while (records.size() > most || characters > mostCharacters) {
            characters -= records.removeFirst().length();
        }
    }

    /** They, oldest first. A stack trace has lines of its own. */
    public synchronized List<String> records() {
        return List.copyOf(records);
    }
}
