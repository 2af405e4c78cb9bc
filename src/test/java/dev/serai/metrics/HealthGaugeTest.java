package dev.serai.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** What a scrape sees of the parts of {@code /health}, and that it waits for none of them. */
class HealthGaugeTest {

    private static final Labels PART = Labels.of("check", "part");
    private static final Labels OTHER = Labels.of("check", "zother");

    private final DefaultHealthContributorRegistry parts = new DefaultHealthContributorRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final HealthGauge gauge = new HealthGauge(parts, nanos::get);

    @Test
    void part_isAskedByNoScrape() {
        AtomicInteger asked = new AtomicInteger();
        parts.registerContributor("part", (HealthIndicator) () -> {
            asked.incrementAndGet();
            return Health.up().build();
        });
        assertThat(gauge.values()).isEmpty();

        gauge.look();
        for (int i = 0; i < 5; i++) {
            assertThat(gauge.values()).containsEntry(PART, 1.0);
        }
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    void partThatFails_isNotWell_andOthersAreAskedAllTheSame(Class<? extends Throwable> thrown) {
        HealthIndicator broken = mock(HealthIndicator.class);
        when(broken.getHealth(false)).thenThrow(thrown);
        parts.registerContributor("part", broken);
        parts.registerContributor("zother", (HealthIndicator) () -> Health.up().build());

        gauge.look();

        assertThat(gauge.values()).containsEntry(PART, 0.0).containsEntry(OTHER, 1.0);
    }

    @Test
    void partThatIsSilent_isNotWellAfterAWhile_andDelaysNoScrape() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger rounds = new AtomicInteger();
        parts.registerContributor("part", (HealthIndicator) () -> {
            if (rounds.incrementAndGet() == 2) {
                asked.countDown();
                awaitUninterrupted(silent);
            }
            return Health.up().build();
        });
        gauge.look();
        Thread second = new Thread(gauge::look);
        second.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(gauge.values()).containsEntry(PART, 1.0);

        nanos.addAndGet(HealthGauge.SILENT.toNanos() + 1);
        assertThat(gauge.values()).containsEntry(PART, 0.0);

        silent.countDown();
        second.join();
        assertThat(gauge.values()).containsEntry(PART, 1.0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
