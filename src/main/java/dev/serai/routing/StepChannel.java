package dev.serai.routing;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.DisabledAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.DefaultChannel;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.LoggerHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * What stands before each step of a route: Camel's own channel, but for two things.
 *
 * <p>What a step throws in place of having it done is the exchange's. Camel's pipelines let an {@link Error} through, and what is
 * to be done behind a step is not done then: routes count the exchange as under way for ever, and tasks that are left on the
 * thread run in the midst of the next request. An exception, such as of a {@code doCatch}'s condition, they log and forget, and
 * nobody is answered.
 *
 * <p>Where nobody traces, times or debugs a step, it runs at once, without the preparations for those who would: a chat passes
 * some thirty of them.
 */
final class StepChannel extends DefaultChannel {

    private final ShutdownStrategy shutdown;
    private boolean watched;
    private String id;
    private String label;
    private String source;
    private AsyncProcessor step;

    StepChannel(CamelContext context) {
        super(context);
        this.shutdown = context.getShutdownStrategy();
    }

    @Override
    public void addAdvice(CamelInternalProcessorAdvice<?> advice) {
        watched |= !(advice instanceof NodeHistoryAdvice);
        super.addAdvice(advice);
    }

    @Override
    public void initChannel(
            Route route,
            NamedNode definition,
            NamedNode child,
            List<InterceptStrategy> interceptors,
            Processor next,
            NamedRoute routeDefinition,
            boolean first)
            throws Exception {
        super.initChannel(route, definition, child, interceptors, next, routeDefinition, first);
        NamedNode shown = child == null ? definition : child;
        id = shown.getId();
        label = shown.getLabel();
        source = LoggerHelper.getLineNumberLoggerName(shown);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        step = getProcessor() == null ? null : new Guarded(getProcessor());
        setProcessor(step);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (watched || !runsAtOnce(exchange)) {
            return super.process(exchange, callback);
        }
        ExchangeExtension at = exchange.getExchangeExtension(); // as NodeHistoryAdvice says it
        at.setHistoryNodeId(id);
        at.setHistoryNodeLabel(label);
        at.setHistoryNodeSource(source);
        return step.process(exchange, callback);
    }

    private boolean runsAtOnce(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        return step != null
                && !exchange.isRouteStop()
                && !exchange.isTransacted()
                && !shutdown.isForceShutdown()
                && !(getNextProcessor() instanceof DisabledAware step && step.isDisabled())
                && (work == null || !work.isBeforeAfterProcess());
    }

    private static final class Guarded extends DelegateAsyncProcessor {

        private Guarded(AsyncProcessor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Behind behind = new Behind(callback);
            try {
                return processor.process(exchange, behind);
            } catch (RuntimeException | Error e) {
                exchange.setException(e);
                if (!behind.called) {
                    behind.done(true);
                }
                return true;
            }
        }
    }

    /** What is done behind a step, once: some steps have it done although they throw. */
    private static final class Behind implements AsyncCallback {

        private final AsyncCallback callback;
        private boolean called;

        private Behind(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean sync) {
            called = true;
            callback.done(sync);
        }
    }
}
