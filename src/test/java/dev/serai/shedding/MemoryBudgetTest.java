package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.support.Counted;
import dev.serai.wire.Intake;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What bodies take of the budget is what they need, is never more than there is, and comes back once. */
class MemoryBudgetTest {

    private static final long MB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(80 * MB);

    private static int refusal(Memory memory, long bytes) {
        return catchThrowableOfType(MemoryShort.class, () -> memory.take(bytes)).status();
    }

    @Test
    void takenBytes_comeBackOnce() {
        MemoryBudget.Holding holding = budget.open();
        holding.take(10 * MB);
        holding.give(4 * MB);
        assertThat(budget.taken()).isEqualTo(6 * MB);
        try (Memory.Share share = holding.share()) {
            share.take(5 * MB);
            assertThat(budget.taken()).isEqualTo(11 * MB);
        }
        holding.close();
        holding.close();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void fullBudget_refusesLargeOnesAndTakesSmallOnes() {
        List<MemoryBudget.Holding> large = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            large.add(budget.open());
            large.get(i).take(10 * MB);
        }
        assertThat(refusal(budget.open(), 10 * MB)).isEqualTo(429);
        assertThat(refusal(large.get(0), 100)).as("one that has much already").isEqualTo(429);
        MemoryBudget.Holding small = budget.open();
        small.take(60_000);
        large.get(0).close();
        budget.open().take(9 * MB);
        assertThat(budget.refused()).isEqualTo(2);
    }

    @Test
    void moreThanThereIsAtAll_isTooLargeForEver() {
        assertThat(refusal(budget.open(), 71 * MB)).isEqualTo(413);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void endedRequest_takesAndGivesNothing() {
        MemoryBudget.Holding holding = budget.open();
        holding.take(100);
        holding.close();
        assertThatThrownBy(() -> holding.take(100)).isInstanceOf(MemoryShort.class);
        holding.give(100);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void manyThreads_neverTakeMoreThanThereIsAndGiveAllBack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 16; i++) {
            Random chance = new Random(i);
            threads.execute(() -> {
                for (int round = 0; round < 20_000; round++) {
                    try (MemoryBudget.Holding holding = budget.open();
                            Memory.Share share = holding.share()) {
                        share.take(chance.nextInt(20 << 20));
                        holding.take(chance.nextInt(1 << 20));
                    } catch (MemoryShort e) {
                        // as it may be
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void announcement_costsItsSenderNothing() {
        Counted memory = new Counted();
        InputStream one = new ByteArrayInputStream(new byte[1]);
        assertThatThrownBy(() -> Intake.read(one, 2_000_000_000, Integer.MAX_VALUE, memory))
                .isInstanceOf(EOFException.class);
        assertThat(memory.most()).isLessThanOrEqualTo(1 << 14);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void bodies_takeASmallMultipleOfWhatHasCome() throws Exception {
        Random chance = new Random(1);
        for (int size = 1; size < 40 << 20; size = 3 * size + chance.nextInt(100)) {
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) 'x');
            for (boolean announced : new boolean[] {true, false}) {
                Counted memory = new Counted();
                InputStream in = new SequenceInputStream(
                        new ByteArrayInputStream(body, 0, size / 3),
                        new ByteArrayInputStream(body, size / 3, size - size / 3));
                assertThat(Intake.read(in, announced ? size : -1, 64 << 20, memory))
                        .isEqualTo(body);
                assertThat(memory.taken()).isEqualTo(size);
                assertThat(memory.most()).isLessThanOrEqualTo((announced ? 3L * size / 2 : 2L * size) + (2 << 20));
            }
        }
    }
}
