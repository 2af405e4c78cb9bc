package dev.serai.requests;

import dev.serai.usage.RequestFilter;
import dev.serai.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One who looks on. */
public final class LiveView implements AutoCloseable {

    /** What has room while a browser takes its time. */
    static final int WAITING = 2000;
    /** Nobody reads faster. */
    static final int SHOWN = 25;

    /**
     * What has come since the last time.
     *
     * @param records the last ones, the oldest first
     * @param more how many before them are not shown
     */
    public record News(List<UsageRecord> records, int more) {}

    private final BlockingQueue<UsageRecord> waiting = new ArrayBlockingQueue<>(WAITING);
    private final RequestFilter filter;
    private final Consumer<LiveView> leave;
    private volatile boolean over;
    private volatile boolean behind;

    LiveView(RequestFilter filter, Consumer<LiveView> leave) {
        this.filter = filter;
        this.leave = leave;
    }

    /** On the thread of a request. */
    void offer(UsageRecord record) {
        if (!over && !waiting.offer(record)) {
            behind = true;
            close();
        }
    }

    /** Waits for so long at the most; empty where nothing has come. What is not asked for here is left out here. */
    public News next(Duration longest) throws InterruptedException {
        UsageRecord first = waiting.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return new News(List.of(), 0);
        }
        List<UsageRecord> come = new ArrayList<>(List.of(first));
        waiting.drainTo(come);
        Deque<UsageRecord> last = new ArrayDeque<>(SHOWN);
        int more = 0;
        for (UsageRecord record : come) {
            if (filter.matches(record)) {
                last.add(record);
            }
            if (last.size() > SHOWN) {
                last.removeFirst();
                more++;
            }
        }
        return new News(List.copyOf(last), more);
    }

    /** Whether there is nothing more to come. */
    public boolean isOver() {
        return over;
    }

    /** Whether it is over since its viewer was too slow. */
    public boolean isBehind() {
        return behind;
    }

    @Override
    public void close() {
        over = true;
        leave.accept(this);
    }
}
