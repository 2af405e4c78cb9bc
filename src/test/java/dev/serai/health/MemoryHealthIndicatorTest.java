package dev.serai.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.memory.GrowthWatch;
import dev.serai.memory.MemoryWatch;
import dev.serai.memory.ShortMemory;
import dev.serai.shedding.MemoryBudget;
import dev.serai.time.Degraded;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;

class MemoryHealthIndicatorTest {

    private static Health health(MemoryWatch watch, GrowthWatch growth) {
        return new MemoryHealthIndicator(new MemoryBudget(1000), watch, growth).health();
    }

    @Test
    void shortMemory_isDegraded() {
        Health health = health(ShortMemory.pressed(), ShortMemory.growing("tokens"));

        assertThat(health.getStatus()).isEqualTo(Degraded.STATUS);
        assertThat(health.getDetails())
                .containsKey("trouble")
                .containsEntry("afterCollection", health.getDetails().get("afterCollection"));
        assertThat(health.getDetails().get("afterCollection").toString()).contains("percent=95.0");
        assertThat(health.getDetails().get("grown").toString()).contains("name=tokens");
    }
}
