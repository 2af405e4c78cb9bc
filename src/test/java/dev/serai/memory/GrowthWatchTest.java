package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Hours of a gateway with structures that are real, on a clock that is not. */
@ExtendWith(OutputCaptureExtension.class)
class GrowthWatchTest {

    private static final Duration WINDOW = Duration.ofHours(6);
    private static final Duration LOOK = Duration.ofMinutes(5);

    private final Map<String, Integer> leaking = new ConcurrentHashMap<>();
    private final Map<String, Integer> kept = new ConcurrentHashMap<>();
    private final Cache<String, Integer> cache =
            Caffeine.newBuilder().maximumSize(50_000).executor(Runnable::run).build();
    private final List<String> admissions = new ArrayList<>();
    private long requests;
    private MemoryUsage heap;

    private final List<Growth> told = new ArrayList<>();
    private final GrowthWatch watch =
            new GrowthWatch(this::holdings, () -> heap, () -> Stream.of(new Listener()), WINDOW);
    private Duration now = Duration.ofDays(3);

    private final class Listener implements MemoryListener {

        @Override
        public void pressure(boolean isShort, HeapLeft left) {
            throw new AssertionError("nobody watches that here");
        }

        @Override
        public void grew(Growth growth) {
            told.add(growth);
        }
    }

    private List<Holding> holdings() {
        return List.of(
                Holding.unbounded("leaking", leaking.size()),
                Holding.unbounded("kept", kept.size()),
                new HeldCache("cache", cache).holding(),
                Holding.ofRequests(GrowthWatch.REQUESTS, requests, 1),
                Holding.ofRequests("admissions", admissions.size(), 1));
    }

    private void pass(Duration time, Runnable work) {
        Duration end = now.plus(time);
        while (now.compareTo(end) < 0) {
            work.run();
            now = now.plus(LOOK);
            watch.look(now.toNanos());
        }
    }

    private static void add(Map<String, Integer> map, int count) {
        for (int i = 0; i < count; i++) {
            map.put("key " + map.size(), i);
        }
    }

    @Test
    void structureThatLeaks_isNamedOnce(CapturedOutput output) {
        add(kept, 20_000);
        pass(Duration.ofHours(24), () -> {
            add(leaking, 100);
            cache.put("key " + now, 1);
        });

        assertThat(told).extracting(Growth::name).containsExactly("leaking");
        assertThat(told.get(0).to()).isGreaterThan(told.get(0).from() + 1000);
        assertThat(output.getAll().split("leaking grew from ", -1)).hasSize(2);
        assertThat(output).contains("within 6 h, without a fall", "GET /manage/diagnostics");
        assertThat(watch.grown()).extracting(Growth::name).containsExactly("leaking");
    }

    @Test
    void leakThatIsMended_isForgottenAndFoundAgain() {
        pass(Duration.ofHours(8), () -> add(leaking, 100));
        assertThat(told).hasSize(1);

        leaking.clear();
        pass(Duration.ofHours(8), () -> {});
        assertThat(watch.grown()).isEmpty();

        pass(Duration.ofHours(8), () -> add(leaking, 100));
        assertThat(told).hasSize(2);
    }

    @Test
    void cacheThatFills_isNoLeak() {
        pass(Duration.ofHours(12), () -> {
            for (int i = 0; i < 500; i++) {
                cache.put("key " + now + i, i);
            }
        });

        assertThat(cache.estimatedSize()).isGreaterThan(40_000);
        assertThat(told).isEmpty();
    }

    @Test
    void loadThatGrowsAllMorning_isNoLeakOfWhatRequestsHold() {
        pass(Duration.ofHours(8), () -> {
            requests += 20;
            for (int i = 0; i < 20; i++) {
                admissions.add("one");
            }
        });

        assertThat(told).isEmpty();
    }

    @Test
    void requestsThatLeaveSomething_areFound() {
        pass(Duration.ofHours(8), () -> admissions.add("forgotten"));

        assertThat(told).extracting(Growth::name).containsExactly("admissions");
    }

    @Test
    void heapThatGrowsAlone_isSaidToGrowAlone(CapturedOutput output) {
        long[] left = {100 << 20};
        pass(Duration.ofHours(8), () -> {
            left[0] += 1 << 20;
            heap = new MemoryUsage(0, left[0], 512 << 20, 512 << 20);
        });

        assertThat(told).extracting(Growth::name).containsExactly("heap");
        assertThat(told.get(0).unit()).isEqualTo("bytes");
        assertThat(output).contains("compare the histograms");
    }

    @Test
    void heapThatCachesFill_isNoLeak() {
        long[] bytes = {0};
        GrowthWatch filling = new GrowthWatch(
                () -> List.of(Holding.boundedBytes("cache-answers", 1, bytes[0], 512 << 20)),
                () -> heap,
                () -> Stream.of(new Listener()),
                WINDOW);
        for (int i = 0; i < 100; i++) {
            bytes[0] += 2 << 20;
            heap = new MemoryUsage(0, (50 << 20) + bytes[0] + i % 3, 512 << 20, 512 << 20);
            now = now.plus(LOOK);
            filling.look(now.toNanos());
        }

        assertThat(told).isEmpty();
    }

    @Test
    void manyNames_areBounded() {
        GrowthWatch busy = new GrowthWatch(
                () -> Stream.iterate(0, i -> i + 1)
                        .limit(10_000)
                        .map(i -> Holding.unbounded("n" + i, now.minusDays(3).toMinutes() * 100))
                        .toList(),
                () -> null,
                () -> Stream.of(new Listener()),
                WINDOW);
        for (int i = 0; i < 80; i++) {
            now = now.plus(LOOK);
            busy.look(now.toNanos());
        }

        assertThat(told).hasSizeBetween(1, 200);
    }
}
