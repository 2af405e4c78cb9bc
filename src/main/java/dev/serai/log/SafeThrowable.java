package dev.serai.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Stream;

/** What was thrown, with messages that may stand in the log. The trace keeps its lines, which are ours. */
final class SafeThrowable implements IThrowableProxy {

    /** Deeper is nobody's cause. */
    private static final int DEEPEST = 100;

    private final IThrowableProxy thrown;
    private final int depth;

    private SafeThrowable(IThrowableProxy thrown, int depth) {
        this.thrown = thrown;
        this.depth = depth;
    }

    static IThrowableProxy of(IThrowableProxy thrown) {
        return of(thrown, 0);
    }

    private static IThrowableProxy of(IThrowableProxy thrown, int depth) {
        return thrown == null || depth > DEEPEST ? null : new SafeThrowable(thrown, depth);
    }

    @Override
    public String getMessage() {
        return LogText.of(thrown.getMessage());
    }

    @Override
    public String getOverridingMessage() {
        return LogText.of(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
        return of(thrown.getCause(), depth + 1);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        IThrowableProxy[] suppressed = thrown.getSuppressed();
        return suppressed == null || depth > DEEPEST
                ? new IThrowableProxy[0]
                : Stream.of(suppressed).map(it -> of(it, depth + 1)).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }
}
