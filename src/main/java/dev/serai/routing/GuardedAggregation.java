package dev.serai.routing;

import java.util.function.Supplier;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What a route file names to make one exchange of several. Camel goes on where it throws an exception; behind an {@code Error}
 * nobody would ever be answered.
 */
final class GuardedAggregation extends ServiceSupport implements AggregationStrategy {

    private final AggregationStrategy strategy;

    GuardedAggregation(AggregationStrategy strategy) {
        this.strategy = strategy;
    }

    private static <T> T guarded(Exchange exchange, Supplier<T> work) {
        try {
            return work.get();
        } catch (Error e) {
            throw new CamelExecutionException("An aggregator failed", exchange, e);
        }
    }

    private static void guarded(Exchange exchange, Runnable work) {
        guarded(exchange, () -> {
            work.run();
            return null;
        });
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange next) {
        return guarded(next, () -> strategy.aggregate(before, next));
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange next, Exchange input) {
        return guarded(next, () -> strategy.aggregate(before, next, input));
    }

    @Override
    public boolean canPreComplete() {
        return strategy.canPreComplete();
    }

    @Override
    public boolean preComplete(Exchange before, Exchange next) {
        return guarded(next, () -> strategy.preComplete(before, next));
    }

    @Override
    public void onCompletion(Exchange exchange) {
        guarded(exchange, () -> strategy.onCompletion(exchange));
    }

    @Override
    public void onCompletion(Exchange exchange, Exchange input) {
        guarded(exchange, () -> strategy.onCompletion(exchange, input));
    }

    @Override
    public void timeout(Exchange exchange, int index, int total, long millis) {
        guarded(exchange, () -> strategy.timeout(exchange, index, total, millis));
    }

    @Override
    public void onOptimisticLockFailure(Exchange before, Exchange next) {
        guarded(next, () -> strategy.onOptimisticLockFailure(before, next));
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(strategy);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(strategy);
    }
}
