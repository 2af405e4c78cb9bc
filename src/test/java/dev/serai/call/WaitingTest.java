package dev.serai.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.breakers.ClientLeft;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a call's waits when its client leaves. */
@Timeout(30)
class WaitingTest {

    private final Call call = new Call("req_1", Memory.UNCOUNTED);
    private final AtomicInteger brokenOff = new AtomicInteger();

    @Test
    void abort_breaksOffTheLastWait() {
        call.waiting().breaksOff(() -> brokenOff.addAndGet(10));
        call.waiting().breaksOff(brokenOff::incrementAndGet);

        call.abort();

        assertThat(brokenOff).hasValue(1);
        assertThat(call.outcome().aborted()).isTrue();
        assertThatThrownBy(call::requireClient).isInstanceOf(ClientLeft.class);
    }

    @Test
    void waitAfterAnAbort_isBrokenOffAtOnce() {
        call.abort();

        call.waiting().breaksOff(brokenOff::incrementAndGet);

        assertThat(brokenOff).hasValue(1);
    }

    @Test
    void completeAnswer_isNotAborted() {
        call.waiting().breaksOff(brokenOff::incrementAndGet);
        call.outcome().isAnswered();

        call.abort();

        assertThat(brokenOff).hasValue(0);
        assertThat(call.outcome().aborted()).isFalse();
        assertThatCode(call::requireClient).doesNotThrowAnyException();
    }

    @Test
    void pause_endsWhenTheClientLeaves() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            try {
                call.waiting().pause(Duration.ofHours(1));
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();

        call.abort();

        ended.await();
        assertThat(call.outcome().aborted()).isTrue();
    }

    @Test
    void pause_lastsItsTime() throws Exception {
        long began = System.nanoTime();

        call.waiting().pause(Duration.ofMillis(50));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(call.outcome().aborted()).isFalse();
    }
}
