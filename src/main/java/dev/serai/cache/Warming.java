package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.access.CacheTerms;
import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.Works;
import dev.serai.time.HotCache;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has answers that are much used asked for again shortly before they end, by whoever gets one then: in the background, within
 * a share of the budget of its project, and as any request admitted and on record. The step {@code warmCached} takes that
 * request in.
 */
final class Warming implements Processor {

    /** The variable that has what is to be asked again, for steps written in Java. */
    static final String VARIABLE = "cacheWarming";

    private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
    private static final String ROUTE = "policy-cache-warm";
    private static final String HINTS = "hints";

    /** What fewer ask for is not worth it. */
    private static final int LEAST_USES = 4;

    /** Of its time, so much has to be over. */
    private static final double LATE = 0.8;

    /** For so long an answer that was asked for again is not asked for once more. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final Supplier<Works> works;
    private final Executor workers;
    private final Semaphore places;
    private final Set<CacheKey> underWay = ConcurrentHashMap.newKeySet();

    /** Those for which nothing has come, or will not yet: who fails is not asked with each look-up. */
    private final Cache<CachedAnswer, Boolean> asked =
            HotCache.builder().weakKeys().expireAfterWrite(REST).build();

    /**
     * Begins with none.
     *
     * @param most requests at a time; 0: none is made
     */
    Warming(Supplier<Works> works, Executor workers, int most) {
        this.works = works;
        this.workers = workers;
        this.places = new Semaphore(most);
    }

    /** Has an answer that is given right now asked for again, if it is worth it and its project pays for it. */
    void considers(Exchange exchange, Asking asking, CachedAnswer answer, long age) {
        if (answer.hits().sum() < LEAST_USES || age < LATE * answer.fresh() || asked.getIfPresent(answer) != null) {
            return;
        }
        Caller caller = CacheTerms.warming(Caller.of(exchange));
        if (caller != null && underWay.add(asking.key())) {
            if (!places.tryAcquire()) {
                underWay.remove(asking.key());
                return;
            }
            asked.put(answer, true);
            if (!isBegun(exchange, asking.key(), caller)) {
                ends(asking.key());
            }
        }
    }

    private boolean isBegun(Exchange exchange, CacheKey key, Caller caller) {
        try {
            ApiRequest request = Call.of(exchange).asked(); // the body is the answer by now
            Works.Work work = works.get()
                    .begin(
                            exchange,
                            ROUTE,
                            () -> new byte[0],
                            request.said().length(),
                            variables(exchange, caller, request));
            work.call().hooks().format(Call.of(exchange).hooks().format());
            try {
                workers.execute(() -> Survival.of("An answer asked for again", () -> run(key, work)));
                return true;
            } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is left
                work.close();
                return false;
            }
        } catch (ApiException e) { // memory is short: who asks now has the answer that there is
            return false;
        } catch (RuntimeException | Error e) {
            Survival.note("An answer asked for again", e);
            return false;
        }
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    private static Map<String, Object> variables(Exchange exchange, Caller caller, ApiRequest request) {
        Map<String, Object> variables = new HashMap<>();
        for (String name : CacheVariables.ALL) {
            put(variables, name, exchange.getVariable(name));
        }
        put(variables, HttpRequestFacts.VARIABLE, exchange.getVariable(HttpRequestFacts.VARIABLE));
        put(variables, "fallbacks", exchange.getVariable("fallbacks"));
        Map<Object, Object> hints = new HashMap<>();
        if (exchange.getVariable(HINTS) instanceof Map<?, ?> said) {
            hints.putAll(said);
        }
        hints.remove("cache-control");
        hints.put("cache", "refresh");
        variables.put(HINTS, hints);
        variables.put(Caller.VARIABLE, caller);
        variables.put(VARIABLE, request);
        return variables;
    }

    private static void put(Map<String, Object> variables, String name, Object value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private void run(CacheKey key, Works.Work work) {
        try (work) {
            work.run();
        } catch (Exception e) { // a refusal is on record, and the answer that there is stays until its end
            LOG.debug("An answer could not be asked for again", e);
        } finally {
            ends(key);
        }
    }

    private void ends(CacheKey key) {
        underWay.remove(key);
        places.release();
    }

    @Override
    public void process(Exchange exchange) {
        Requests.set(exchange, exchange.getVariable(VARIABLE, ApiRequest.class));
    }
}
