package dev.serai.redis;

import dev.serai.time.Survival;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.MultithreadEventExecutorGroup;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.Executor;

/**
 * The threads on which Lettuce connects again. Those that Netty has for it end with the first {@link Error} that a task
 * throws, and the connection would stay away for ever.
 */
final class LinkThreads extends MultithreadEventExecutorGroup {

    private static final int THREADS = 2;

    LinkThreads() {
        super(THREADS, new DefaultThreadFactory("redis-link", true));
    }

    @Override
    protected EventExecutor newChild(Executor threads, Object... none) {
        return new Lasting(this, threads);
    }

    private static final class Lasting extends SingleThreadEventExecutor {

        private Lasting(EventExecutorGroup group, Executor threads) {
            super(group, threads, true);
        }

        @Override
        protected void run() {
            do {
                Runnable task = takeTask();
                if (task != null) {
                    Survival.of("A task of the link to Redis", task);
                    updateLastExecutionTime();
                }
            } while (!confirmShutdown());
        }
    }
}
