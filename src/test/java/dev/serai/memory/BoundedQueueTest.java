package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedQueueTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 1000})
    void mostInNumber_wait_andWhatComesBeyondThemDoesNot(int most) {
        BoundedQueue<Integer> queue = new BoundedQueue<>(most, Long.MAX_VALUE, item -> 1);

        assertThat(IntStream.range(0, most).map(queue::offer))
                .containsExactly(IntStream.rangeClosed(1, most).boxed().toArray(Integer[]::new));
        assertThat(queue.offer(most)).isZero();
        assertThat(queue.poll()).isZero();
        assertThat(queue.offer(most)).isEqualTo(most);
        assertThat(queue.size()).isEqualTo(most);
    }

    @Test
    void weightOfAll_isBounded_andOneTooHeavyKeepsNoOtherOut() {
        BoundedQueue<Integer> queue = new BoundedQueue<>(100, 10, item -> item);

        assertThat(queue.offer(11)).isZero();
        assertThat(queue.offer(6)).isOne();
        assertThat(queue.offer(5)).isZero();
        assertThat(queue.offer(4)).isEqualTo(2);
        assertThat(queue.offer(0)).isEqualTo(3);
        assertThat(queue.weight()).isEqualTo(10);
    }

    @Test
    void emptied_itWeighsNothing_whateverItemsWeighByThen() {
        AtomicInteger its = new AtomicInteger(3);
        BoundedQueue<AtomicInteger> queue = new BoundedQueue<>(10, 10, AtomicInteger::get);
        queue.offer(its);
        its.set(1000);

        assertThat(queue.poll()).isSameAs(its);
        assertThat(queue.poll()).isNull();
        assertThat(queue.weight()).isZero();
        assertThat(queue.size()).isZero();
    }

    @Test
    void anyOrder_keepsBothBounds() {
        Random random = new Random(7);
        BoundedQueue<Integer> queue = new BoundedQueue<>(20, 500, item -> item);
        int added = 0;
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            if (random.nextBoolean()) {
                added += queue.offer(random.nextInt(60)) > 0 ? 1 : 0;
            } else {
                taken += queue.poll() != null ? 1 : 0;
            }
            assertThat(queue.size()).isEqualTo(added - taken).isBetween(0, 20);
            assertThat(queue.weight()).isBetween(0L, 500L);
        }
    }
}
