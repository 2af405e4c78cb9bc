package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Meters are made once, and no more of them than may be. */
class FamilyTest {

    private final List<String> made = new ArrayList<>();

    private Family<String, String> family(SeriesBound bound, int series) {
        return new Family<>(bound, series, key -> "other", key -> {
            synchronized (made) {
                made.add(key);
            }
            return "meter of " + key;
        });
    }

    @Test
    void meter_isMadeOnceForAllWhoAsk() throws Exception {
        Family<String, String> family = family(new SeriesBound(10), 1);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    family.of("a");
                }))
                .toList();
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made).containsExactly("a");
    }

    @Test
    void whatGoesBeyondTheBound_countsAsTheWiderKey() {
        SeriesBound bound = new SeriesBound(10);
        Family<String, String> family = family(bound, 4);

        assertThat(family.of("a")).isEqualTo("meter of a");
        assertThat(family.of("b")).isEqualTo("meter of b");
        assertThat(family.of("c")).isEqualTo("meter of other");
        assertThat(family.of("d")).isEqualTo("meter of other");

        assertThat(made).containsExactly("a", "b", "other");
        assertThat(family.of("a")).isEqualTo("meter of a");
    }

    @Test
    void familiesTogether_stayBelowTheBound() {
        SeriesBound bound = new SeriesBound(100);
        Family<String, String> wide = family(bound, 20);
        Family<String, String> narrow = family(bound, 1);
        for (int i = 0; i < 1000; i++) {
            wide.of("w" + i);
            narrow.of("n" + i);
        }

        assertThat(bound.taken()).isLessThanOrEqualTo(100 + 20 + 1); // and those of the widest key
    }

    /** Whoever asks for what nobody serves must not take the room of what is served. */
    @Test
    void part_leavesOthersRoom() {
        SeriesBound bound = new SeriesBound(90);
        Family<String, String> strangers = family(bound.part(3), 10);
        Family<String, String> models = family(bound, 10);
        for (int i = 0; i < 100; i++) {
            strangers.of("s" + i);
        }

        assertThat(models.of("m")).isEqualTo("meter of m");
        assertThat(bound.taken()).isEqualTo(30 + 10 + 10); // a third, what the rest of them counts as, and the model's
    }

    @Test
    void key_widensStepByStep() {
        TargetKey key = new TargetKey("chat", "acme", "one", "prj", "input");

        TargetKey noProject = key.wider();
        assertThat(noProject).isEqualTo(new TargetKey("chat", "acme", "one", "other", "input"));
        TargetKey noModel = noProject.wider();
        assertThat(noModel).isEqualTo(new TargetKey("chat", "acme", "other", "other", "input"));
        TargetKey widest = noModel.wider();
        assertThat(widest).isEqualTo(new TargetKey("other", "other", "other", "other", "input"));
        assertThat(widest.wider()).isEqualTo(widest);
        assertThat(widest.widerInAll().detail()).isEqualTo("other");
        assertThat(widest.widerInAll().widerInAll()).isEqualTo(widest.widerInAll());
    }
}
