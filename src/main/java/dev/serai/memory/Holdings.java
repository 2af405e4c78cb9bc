package dev.serai.memory;

import dev.serai.time.Survival;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All that is held, of all that hold something; each is a series from when it is first seen. */
public final class Holdings implements Supplier<List<Holding>> {

    private final Supplier<Stream<Holder>> holders;
    private final MeterRegistry meters;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Map<String, Holding> last = new ConcurrentHashMap<>();

    Holdings(Supplier<Stream<Holder>> holders, MeterRegistry meters) {
        this.holders = holders;
        this.meters = meters;
    }

    /** As it is now. Who cannot say it is left out. */
    @Override
    public List<Holding> get() {
        List<Holding> all = new ArrayList<>();
        holders.get().forEach(holder -> Survival.of("A count of what is held", () -> all.addAll(holder.holdings())));
        for (Holding it : all) {
            last.put(it.name(), it);
            if (shown.add(it.name())) {
                show(it);
            }
        }
        return all;
    }

    private void show(Holding it) {
        gauge("serai.held.entries", it.name(), Holding::entries)
                .description("What the gateway holds in memory, by what it is")
                .register(meters);
        if (it.countsBytes()) {
            gauge("serai.held", it.name(), Holding::bytes)
                    .baseUnit("bytes")
                    .description("What that takes, about, where it is counted")
                    .register(meters);
        }
    }

    private Gauge.Builder<Map<String, Holding>> gauge(String meter, String name, ToDoubleFunction<Holding> figure) {
        return Gauge.builder(meter, last, it -> figure.applyAsDouble(it.get(name)))
                .tag("what", name);
    }
}
