package dev.serai.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** One record of the log, as it may be shown: whichever format writes it, it gets nothing else. */
final class SafeEvent implements ILoggingEvent {

    /** Spring's words on why there was no start, for people: there is nobody to forge them yet. */
    private static final String REPORTER = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    private final ILoggingEvent event;
    private final List<KeyValuePair> pairs;
    private final String message;
    private final IThrowableProxy thrown;

    /**
     * Makes it so.
     *
     * @param fields whether its key-value pairs stand behind its message: the format has no place for them
     */
    SafeEvent(ILoggingEvent event, boolean fields) {
        this.event = event;
        this.pairs = safe(event.getKeyValuePairs());
        String said = LogText.of(event.getFormattedMessage(), REPORTER.equals(event.getLoggerName()));
        this.message = fields ? Fields.behind(said, pairs) : said;
        this.thrown = SafeThrowable.of(event.getThrowableProxy());
    }

    private static List<KeyValuePair> safe(List<KeyValuePair> pairs) {
        if (pairs == null) {
            return null;
        }
        List<KeyValuePair> safe = new ArrayList<>(pairs.size());
        for (KeyValuePair pair : pairs) {
            safe.add(new KeyValuePair(LogText.of(pair.key), value(pair.value)));
        }
        return safe;
    }

    /** Numbers stay what they are, for formats that tell them from text. */
    private static Object value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : LogText.of(String.valueOf(value));
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    /** Formatted already. */
    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public Object[] getArgumentArray() {
        return null;
    }

    @Override
    public IThrowableProxy getThrowableProxy() {
        return thrown;
    }

    @Override
    public String getThreadName() {
        return LogText.of(event.getThreadName());
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> safe = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((name, value) -> safe.put(LogText.of(name), LogText.of(value)));
        return safe;
    }

    @Override
    @SuppressWarnings("deprecation") // it has to be there all the same
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return pairs;
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }

    @Override
    public String toString() {
        return "[" + getLevel() + "] " + message;
    }
}
