package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.breakers.Retryable;
import dev.serai.call.Target;
import dev.serai.events.Events;
import dev.serai.support.LiveObjects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of targets whose names callers make up is bounded, whatever the window of breakers. */
class MadeUpNamesTest {

    private static final int NAMES = 20_000;
    private static final long MOST_BYTES = 40L << 20;
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Breakers breakers = new Breakers(
            new Breakers.Limits(50, 90, MOMENT, 10_000, MOMENT, MOMENT), new Events(new SimpleMeterRegistry()));
    private final Loads loads = new Loads(System::nanoTime, breakers);

    @AfterEach
    void close() {
        breakers.close();
    }

    private static Target target(String name) {
        return LowestCostTest.target(name);
    }

    private void fails(String name) {
        Load load = loads.of(target(name));
        if (load.refusal("it") == null) {
            Load.Turn turn = load.begin();
            load.breaker().failed(1, new Retryable(500, "server_error", name, "No"));
            turn.failed();
        }
    }

    private static long used() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory();
    }

    @Test
    void manyNames_takeLittleAndAreForgotten() throws Exception {
        fails("warm-up");
        long before = used();
        int shown = breakers.readings().size();
        int beans = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("dev.serai:*"), null)
                .size();

        for (int i = 0; i < NAMES; i++) {
            fails("made-up-" + i + "-" + "x".repeat(180));
        }

        assertThat(used() - before).isLessThan(MOST_BYTES);
        assertThat(LiveObjects.of("dev.serai.balancing.Load").getOrDefault("dev.serai.balancing.Load", 0L))
                .isLessThan(5000);
        assertThat(breakers.readings()).hasSize(shown);
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("dev.serai:*"), null))
                .hasSize(beans);
    }

    @Test
    void longNames_areKeptNotAtAll() {
        for (int i = 0; i < 100; i++) {
            fails("y".repeat(100_000) + i);
        }

        assertThat(loads.unlisted()).isEmpty();
    }

    @Test
    void nameOfManyRequests_isKept_andShownWhenItHasAnswered() {
        for (int i = 0; i < 50; i++) {
            fails("busy");
        }
        assertThat(loads.of(target("busy")).refuses()).isTrue();
        assertThat(loads.unlisted()).extracting(Breakers.Reading::name).containsExactly("acme/busy");
        assertThat(breakers.readings()).extracting(Breakers.Reading::name).isEqualTo(List.of("acme"));

        loads.list("acme/busy");

        assertThat(breakers.reading("acme/busy")).map(Breakers.Reading::state).hasValue("open");
        assertThat(loads.of(target("busy")).refuses()).isTrue();
    }
}
