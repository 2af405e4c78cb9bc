package dev.serai.usage;

import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.limits.Budgets;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;

/** Tells of limits of budgets that were passed, in metrics and to event routes: once for each period. */
final class BudgetEvents implements Consumer<Budgets.Passed> {

    private final Clock clock;
    private final Counter soft;
    private final Events events;

    BudgetEvents(Clock clock, MeterRegistry meters, Events events) {
        this.clock = clock;
        this.soft = Counter.builder("serai.budget.soft.limits.passed")
                .description("Soft limits of budgets that were passed, once for each period")
                .register(meters);
        this.events = events;
    }

    @Override
    public void accept(Budgets.Passed passed) {
        if (!passed.hard()) {
            soft.increment();
        }
        events.publish(Event.of(
                Event.BUDGET,
                clock.instant(),
                Json.MAPPER
                        .createObjectNode()
                        .put("subject", passed.account().subject())
                        .put("period", passed.account().period().kind().word())
                        .put("name", passed.account().period().name())
                        .put("limit", passed.hard() ? "hard" : "soft")
                        .put("amount", passed.limit())
                        .put("spent", UsageRecord.exact(passed.spent()))));
    }
}
