package dev.serai.time;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every thread that ends by what it threw. The server has one thread that accepts connections and one that waits
 * for requests; both end by an {@link Error}, and without either the process would only look alive: so it ends, with the
 * status that {@code -XX:+ExitOnOutOfMemoryError} gives.
 */
public final class EndedThread implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EndedThread.class);
    private static final int STATUS = 3;

    /** The log is written by a thread of its own, which looks every few milliseconds: why the process ends has to be in it. */
    private static final long LAST_LINES_MILLIS = 200;

    private final Runnable end;

    /** Ends the process, if it has to. */
    public EndedThread() {
        this(EndedThread::halt);
    }

    private static void halt() {
        try {
            Thread.sleep(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    EndedThread(Runnable end) {
        this.end = end;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        Survival.note("The thread " + kind(thread.getName()), thrown);
        if (isServers(thread.getName())) {
            try {
                LOG.error("No connection is accepted any more without {}: this process ends", thread.getName());
            } finally {
                end.run();
            }
        }
    }

    /** As Tomcat names them: {@code http-nio-8080-Acceptor}, {@code http-nio-8080-Poller}. */
    private static boolean isServers(String thread) {
        return thread.startsWith("http") && (thread.endsWith("-Acceptor") || thread.endsWith("-Poller"));
    }

    /** Without its number: threads are many, kinds of them few. */
    private static String kind(String thread) {
        return thread.replaceFirst("\\d+$", "");
    }
}
