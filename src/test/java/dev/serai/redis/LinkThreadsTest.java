package dev.serai.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What connects to Redis again outlives whatever is thrown there. */
@Timeout(60)
class LinkThreadsTest {

    private static Set<Thread> threads(LinkThreads group) throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            group.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        return seen;
    }

    @Test
    void threads_goOnAfterErrors() throws Exception {
        LinkThreads group = new LinkThreads();
        Set<Thread> before = threads(group);
        for (int i = 0; i < 8; i++) {
            group.execute(() -> {
                throw new StackOverflowError("a test's");
            });
            var unused = group.schedule(
                    () -> {
                        throw new OutOfMemoryError("a test's");
                    },
                    1,
                    TimeUnit.MILLISECONDS);
        }
        Thread.sleep(200); // so that all were thrown

        assertThat(threads(group)).isEqualTo(before).hasSize(2);
        assertThat(group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS))
                .isTrue();
        for (Thread thread : before) {
            thread.join(5000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
