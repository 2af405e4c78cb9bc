package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final WaitLimit LONG = new WaitLimit(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final AtomicInteger most = new AtomicInteger(2);
    private final Slots slots = new Slots(most::get, () -> 100, LONG);
    private final Callers callers = new Callers(slots);

    @Test
    void places_areBoundedAndFreed() throws Exception {
        Slot first = callers.take("a");
        callers.take("b");
        CompletableFuture<Slot> third = callers.lineUp("c");
        assertThat(slots.inWork()).isEqualTo(2);

        first.end();
        Callers.ends(third).end();

        assertThat(slots.inWork()).isEqualTo(1);
        assertThat(slots.waiting()).isZero();
    }

    @Test
    void turn_endsOnce() throws Exception {
        Slot first = callers.take("a");
        callers.take("b");

        first.end();
        first.end();

        assertThat(slots.inWork()).isEqualTo(1);
    }

    @Test
    void projects_takeTurns() throws Exception {
        most.set(1);
        Slot slot = callers.take("flood");
        List<CompletableFuture<Slot>> flood = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            flood.add(callers.lineUp("flood"));
        }
        CompletableFuture<Slot> other = callers.lineUp("other");

        slot.end();
        Slot next = Callers.ends(flood.get(0));
        assertThat(other).isNotDone();
        next.end();

        assertThat(Callers.ends(other)).isNotNull();
        assertThat(flood.get(1)).isNotDone();
    }

    @Test
    void projectWithLessThanItsShare_goesASixteenthBeyond() throws Exception {
        most.set(16);
        for (int i = 0; i < 16; i++) {
            callers.take("flood");
        }
        CompletableFuture<Slot> flood = callers.lineUp("flood");

        callers.take("other");
        CompletableFuture<Slot> second = callers.lineUp("other");

        assertThat(slots.inWork()).isEqualTo(17);
        assertThat(List.of(flood, second)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void project_isServedInItsOrder() throws Exception {
        most.set(1);
        Slot slot = callers.take("a");
        List<CompletableFuture<Slot>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(callers.lineUp("a"));
        }
        for (int i = 0; i < 10; i++) {
            slot.end();
            slot = Callers.ends(waiting.get(i));
            assertThat(waiting.subList(i + 1, 10)).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void freePlace_goesToTheProjectWithFewest() throws Exception {
        most.set(3);
        callers.take("many");
        callers.take("many");
        Slot one = callers.take("one");
        CompletableFuture<Slot> first = callers.lineUp("many");
        CompletableFuture<Slot> second = callers.lineUp("none");

        one.end();

        assertThat(Callers.ends(second)).isNotNull();
        assertThat(first).isNotDone();
    }

    @Test
    void higherBound_letsThoseInThatWait() throws Exception {
        callers.take("a");
        callers.take("b");
        CompletableFuture<Slot> third = callers.lineUp("c");

        most.set(3);
        slots.look();

        assertThat(Callers.ends(third)).isNotNull();
    }

    @Test
    void lowerBound_letsNobodyInUntilEnoughHaveLeft() throws Exception {
        Slot first = callers.take("a");
        Slot second = callers.take("b");
        most.set(1);
        CompletableFuture<Slot> third = callers.lineUp("c");

        first.end();
        assertThat(third).isNotDone();
        second.end();

        assertThat(Callers.ends(third)).isNotNull();
    }

    @Test
    void interruptedRequest_leavesTheLine() throws Exception {
        callers.take("a");
        callers.take("b");
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                slots.take("c");
            } catch (ApiException | InterruptedException e) {
                thrown.set(e);
            }
        });
        thread.start();
        Callers.until(() -> slots.waiting() == 1);

        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(slots.waiting()).isZero();
    }

    /** Whoever is forgotten waits for longer than the test does. */
    @Test
    void crowd_neverExceedsTheBoundAndForgetsNobody() throws Exception {
        Slots all = new Slots(() -> 3, () -> 1000, new WaitLimit(Duration.ofHours(1), Duration.ofHours(1)));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 16; i++) {
            String project = "project-" + i % 5;
            Thread thread = new Thread(() -> work(all, project, inside, highest, done));
            thread.setDaemon(true);
            thread.start();
        }

        Callers.until(() -> done.get() == 16);

        assertThat(highest.get()).isBetween(1, 3);
        assertThat(all.inWork()).isZero();
        assertThat(all.waiting()).isZero();
    }

    private static void work(
            Slots slots, String project, AtomicInteger inside, AtomicInteger highest, AtomicInteger done) {
        try {
            for (int i = 0; i < 10_000; i++) {
                Slot slot = slots.take(project);
                highest.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                slot.end();
            }
            done.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
