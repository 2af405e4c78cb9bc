package dev.serai.routing;

import dev.serai.alerts.AlertRules;
import dev.serai.check.Declared;
import dev.serai.files.GenerationFiles;
import dev.serai.http.HttpEngine;
import dev.serai.models.ModelIndex;
import dev.serai.monitor.StepTimes;
import dev.serai.upstream.UpstreamConnections;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * One loaded state of the routes and transforms folders, immutable: its own Camel context, table of paths and index of
 * models. It counts the requests that are under way on it, streamed bodies included.
 */
public final class Generation {

    /** More negative than there can be requests: nobody enters any more. */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final int number;
    private final GenerationFiles files;
    private final String cause;
    private final CamelContext context;
    private final HttpEngine engine;
    private final ModelIndex models;
    private final AlertRules alerts;
    private final Sources sources;
    private final Map<String, String> places;
    private final Instant loadedAt = Instant.now();
    private final AtomicInteger inFlight = new AtomicInteger();

    Generation(
            int number,
            GenerationFiles files,
            String cause,
            CamelContext context,
            HttpEngine engine,
            Declared declared,
            Sources sources,
            Map<String, String> places) {
        this.number = number;
        this.files = files;
        this.cause = cause;
        this.context = context;
        this.engine = engine;
        this.models = declared.models();
        this.alerts = declared.alerts();
        this.sources = sources;
        this.places = places;
    }

    public int number() {
        return number;
    }

    GenerationFiles files() {
        return files;
    }

    /** Of its files: equal files, equal digest. */
    public String digest() {
        return files.digest();
    }

    /** By what change it came, for people. */
    String cause() {
        return cause;
    }

    Instant loadedAt() {
        return loadedAt;
    }

    public CamelContext context() {
        return context;
    }

    HttpEngine engine() {
        return engine;
    }

    public ModelIndex models() {
        return models;
    }

    /** The alerts that its files have. */
    AlertRules alerts() {
        return alerts;
    }

    Sources sources() {
        return sources;
    }

    /** The file that a route was made by. */
    String fileOf(String routeId) {
        return places.getOrDefault(routeId, "");
    }

    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    /** Begins a request; false if this generation is closed. */
    boolean enter() {
        if (inFlight.incrementAndGet() > 0) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    public void leave() {
        inFlight.decrementAndGet();
    }

    /** Lets nobody in any more if nobody is in. */
    boolean closeIfIdle() {
        return inFlight.compareAndSet(0, CLOSED);
    }

    void stop() {
        inFlight.set(CLOSED);
        alerts.close();
        context.stop();
        StepTimes.release(context);
        UpstreamConnections.release(context);
    }
}
