package dev.serai.memory;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** What the JVM holds for us beside the heap: threads, classes of routes that were loaded again and again, buffers. */
final class ProcessHoldings implements Holder {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .toList();

    @Override
    public List<Holding> holdings() {
        long count = 0;
        long bytes = 0;
        for (BufferPoolMXBean pool : buffers) {
            count += pool.getCount();
            bytes += pool.getMemoryUsed();
        }
        return List.of(
                // where the JDK has no virtual ones, each request has one
                Holding.ofRequests("threads", threads.getThreadCount(), 1),
                Holding.unbounded("classes", classes.getLoadedClassCount()),
                Holding.boundedBytes("direct-buffers", count, bytes, 0));
    }
}
