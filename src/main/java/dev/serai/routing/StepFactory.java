package dev.serai.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.reifier.WireTapReifier;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * Makes a {@link BreakerStep} of each {@code circuitBreaker} that names its breaker, and says nothing that needs Camel's, has
 * {@link WireTaps} work apart, and guards aggregators.
 */
final class StepFactory extends DefaultProcessorFactory {

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        if (definition instanceof WireTapDefinition<?> tap) {
            return WireTaps.apart(new WireTapReifier(route, tap).createProcessor());
        }
        guard(route, definition);
        return definition instanceof CircuitBreakerDefinition breaker && isAll(breaker)
                ? new Reifier(route, breaker).createProcessor()
                : super.createProcessor(route, definition);
    }

    /** Of the steps that have aggregators, those that may call them on threads of their own. */
    private static void guard(Route route, NamedNode step) {
        if (step instanceof MulticastDefinition it && it.getAggregationStrategyBean() == null) {
            it.aggregationStrategy(guarded(
                    route,
                    it.getAggregationStrategy(),
                    it.getAggregationStrategyMethodName(),
                    it.getAggregationStrategyMethodAllowNull()));
        } else if (step instanceof SplitDefinition it && it.getAggregationStrategyBean() == null) {
            it.aggregationStrategy(guarded(
                    route,
                    it.getAggregationStrategy(),
                    it.getAggregationStrategyMethodName(),
                    it.getAggregationStrategyMethodAllowNull()));
        } else if (step instanceof RecipientListDefinition<?> it && it.getAggregationStrategyBean() == null) {
            it.aggregationStrategy(guarded(
                    route,
                    it.getAggregationStrategy(),
                    it.getAggregationStrategyMethodName(),
                    it.getAggregationStrategyMethodAllowNull()));
        }
    }

    /** The aggregator that is named so; null if none is named. */
    private static AggregationStrategy guarded(Route route, String ref, String method, String allowNull) {
        if (ref == null) {
            return null;
        }
        EnrichDefinition named = new EnrichDefinition(); // of which Camel says how a name is looked up
        named.setAggregationStrategy(ref);
        named.setAggregationStrategyMethodName(method);
        named.setAggregationStrategyMethodAllowNull(allowNull);
        return new GuardedAggregation(ProcessorReifier.reifier(route, named).getConfiguredAggregationStrategy(named));
    }

    private static boolean isAll(CircuitBreakerDefinition breaker) {
        Resilience4jConfigurationDefinition said = breaker.getResilience4jConfiguration();
        return said != null
                && said.getCircuitBreaker() != null
                && "true".equals(said.getThrowExceptionWhenHalfOpenOrOpenState())
                && said.getTimeoutEnabled() == null
                && said.getBulkheadEnabled() == null
                && said.getRecordExceptions().isEmpty()
                && said.getIgnoreExceptions().isEmpty()
                && breaker.getConfiguration() == null
                && breaker.getDisabled() == null
                && breaker.getOnFallback() == null;
    }

    private static final class Reifier extends ProcessorReifier<CircuitBreakerDefinition> {

        private Reifier(Route route, CircuitBreakerDefinition definition) {
            super(route, definition);
        }

        @Override
        public Processor createProcessor() throws Exception {
            String name = parseString(definition.getResilience4jConfiguration().getCircuitBreaker());
            return new BreakerStep(
                    mandatoryLookup(name, CircuitBreaker.class),
                    AsyncProcessorConverterHelper.convert(createChildProcessor(true)));
        }
    }
}
