package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.alerts.AlertRules;
import dev.serai.memory.GrowthWatch;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.NamesInUse;
import dev.serai.provider.Provider;
import dev.serai.time.BackgroundTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generation that serves, and those before it that still finish what began on them. To swap is one volatile write;
 * to drain is to wait.
 */
public final class Generations implements Holder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final long LOOK_MILLIS = 100;

    private final Duration drainLimit;
    private final KeptNames kept;
    private final List<Draining> draining = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService drains = BackgroundTimer.named("generation-drain");
    private volatile Generation serving;

    /**
     * Serves nothing yet.
     *
     * @param drainLimit after which streams that began on an old generation are ended
     * @param kept by names of their files
     */
    Generations(Duration drainLimit, KeptNames kept) {
        this.drainLimit = drainLimit;
        this.kept = kept;
        var unused = drains.scheduleWithFixedDelay(this::drain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The serving generation, entered: the caller leaves it when its request is over. */
    public Generation enter() {
        while (true) {
            Generation generation = serving;
            if (generation.enter()) {
                return generation;
            }
            Thread.onSpinWait(); // it was swapped and closed between the two
        }
    }

    /** The serving generation, or null before there is one. */
    public Generation serving() {
        return serving;
    }

    /** The Camel context of the generation that serves, for tests that advise its routes; null before there is one. */
    public CamelContext camel() {
        Generation now = serving;
        return now == null ? null : now.context();
    }

    /** The providers of the generation that serves; none before the first one does. */
    public Collection<Provider> providers() {
        Generation now = serving;
        return now == null ? List.of() : now.models().providers();
    }

    /** The one that serves, and those that only finish their requests. */
    public List<Generation> alive() {
        List<Generation> alive = new ArrayList<>(draining());
        Generation now = serving;
        if (now != null) {
            alive.add(now);
        }
        return alive;
    }

    /** What the files of all of them name. */
    public NamesInUse names() {
        return KeptNames.of(alive());
    }

    KeptNames kept() {
        return kept;
    }

    /** The alerts of the generation that serves; null before there is one. */
    AlertRules alerts() {
        Generation now = serving;
        return now == null ? null : now.alerts();
    }

    /** Those that only finish their requests, oldest first. */
    List<Generation> draining() {
        return draining.stream().map(Draining::generation).toList();
    }

    /**
     * Lets a generation serve, and the one before it drain.
     *
     * @throws Exception if the new one's own sources cannot be started; then nothing has changed
     */
    void swap(Generation next) throws Exception {
        next.sources().start();
        Generation old = serving;
        serving = next;
        if (old != null) {
            draining.add(new Draining(old));
            old.sources().stop();
        }
    }

    @Override
    public List<Holding> holdings() {
        List<Generation> all = new ArrayList<>(draining());
        Generation now = serving;
        if (now != null) {
            all.add(now);
        }
        long requests = 0;
        long calls = 0;
        long streams = 0;
        for (Generation each : all) {
            requests += each.inFlight();
            calls += each.engine().calls();
            streams += each.engine().streams();
        }
        return List.of(
                Holding.ofRequests(GrowthWatch.REQUESTS, requests, 1),
                Holding.ofRequests("calls", calls, 1),
                Holding.ofRequests("streams", streams, 1),
                Holding.unbounded("generations", all.size()));
    }

    /** Ends all that is under way, with this error. */
    void endAll(JsonNode why) {
        draining().forEach(generation -> generation.engine().endAll(why));
        if (serving != null) {
            serving.engine().endAll(why);
        }
    }

    private void drain() {
        try {
            if (draining.removeIf(it -> it.ended(drainLimit))) {
                kept.ended();
            }
            kept.look(this::alive);
        } catch (RuntimeException e) {
            LOG.warn("A generation could not be stopped", e);
        }
    }

    /** Stops what serves and what drains; no request is under way any more. */
    @Override
    public void close() {
        drains.shutdownNow();
        draining().forEach(Generation::stop);
        draining.clear();
        if (serving != null) {
            serving.stop();
        }
    }
}
