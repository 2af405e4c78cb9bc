package dev.serai.cache;

import dev.serai.breakers.ClientLeft;
import dev.serai.breakers.Retryable;
import dev.serai.wire.ApiException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code staleAnswer}, where nobody could answer: gives an answer that is out of date, if there is one and alias or
 * caller allow it; else the failure stays what it was. Those who wait for the same ask by themselves.
 */
record StaleAnswer(AnswerCache cache) implements Processor {

    private static final int FAILURE = 500;

    @Override
    public void process(Exchange exchange) throws Exception {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Asking asking = Asking.of(exchange);
        cache.lands(asking, null);
        CachedAnswer outdated = asking.outdated();
        if (outdated == null
                || !isProviders(failure)
                || !Replay.into(
                        exchange, outdated, asking.form(), asking.decision().pace(cache.settings()))) {
            throw thrown(failure);
        }
        outdated.hits().increment();
        asking.is(CacheStatus.STALE, exchange, outdated, outdated.lifetime().age(cache.now()));
        cache.counts().count(asking.standing().category(), CacheStatus.STALE, false);
    }

    /** What the caller has to see to is theirs to know. */
    private static boolean isProviders(Throwable failure) {
        if (failure instanceof Retryable retryable) {
            return !retryable.isOfCaller();
        }
        return failure instanceof ApiException refusal
                && !(refusal instanceof ClientLeft)
                && refusal.status() >= FAILURE;
    }

    private static Exception thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (Exception) failure;
    }
}
