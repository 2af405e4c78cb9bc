package dev.serai.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.limits.Buckets;
import dev.serai.time.Degraded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class RedisHealthIndicatorTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void redisThatIsAway_isDegraded(boolean open) {
        try (Buckets buckets = Buckets.shared(
                "redis://user:canary-password@127.0.0.1:1", open, Duration.ofMillis(250), new SimpleMeterRegistry())) {
            Health health = new RedisHealthIndicator(buckets).health();

            assertThat(health.getStatus()).isEqualTo(Degraded.STATUS);
            assertThat(health.getDetails()).containsEntry("used", true).containsKey("trouble");
            assertThat(health.toString()).doesNotContain("canary");
        }
    }

    @Test
    void noRedis_isWell() {
        try (Buckets buckets = Buckets.local()) {
            Health health = new RedisHealthIndicator(buckets).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("used", false);
        }
    }
}
