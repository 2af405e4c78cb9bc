package dev.serai.requests;

import dev.serai.usage.RequestFilter;
import dev.serai.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One who looks on: has the last records of what it asks for, and how many came before them. */
public final class LiveView implements AutoCloseable {

    /** Nobody reads faster. */
    static final int SHOWN = 25;

    /**
     * What has come since the last time.
     *
     * @param records the last ones, the oldest first
     * @param more how many before them are not shown
     */
    public record News(List<UsageRecord> records, int more) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition come = lock.newCondition();
    private final Deque<UsageRecord> last = new ArrayDeque<>(SHOWN);
    private final RequestFilter filter;
    private final Consumer<LiveView> leave;
    private int more;
    private volatile boolean over;

    LiveView(RequestFilter filter, Consumer<LiveView> leave) {
        this.filter = filter;
        this.leave = leave;
    }

    /** On the thread of a request, which waits for nobody. */
    void offer(UsageRecord record) {
        if (!filter.matches(record)) {
            return;
        }
        lock.lock();
        try {
            if (last.size() == SHOWN) {
                last.removeFirst();
                more++;
            }
            last.add(record);
            come.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long at the most; empty where nothing has come. */
    public News next(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (last.isEmpty() && !over && left > 0) {
                left = come.awaitNanos(left);
            }
            News news = new News(List.copyOf(last), more);
            last.clear();
            more = 0;
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing more to come. */
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        over = true;
        leave.accept(this);
    }
}
