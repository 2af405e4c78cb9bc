package dev.serai.routing;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.WrapAwareProcessor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes an {@link Error} that a step throws what an exception is: the exchange's. Camel's pipelines let it through, and what
 * is to be done behind a step is not done then: routes count the exchange as under way for ever, and tasks that are left on
 * the thread run in the midst of the next request.
 */
final class StepErrors implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        return new Step(target);
    }

    private static final class Step extends DelegateAsyncProcessor implements WrapAwareProcessor {

        private final Processor target;

        private Step(Processor target) {
            super(target);
            this.target = target;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Behind behind = new Behind(callback);
            try {
                return processor.process(exchange, behind);
            } catch (Error e) {
                exchange.setException(e);
                if (!behind.called) {
                    behind.done(true);
                }
                return true;
            }
        }

        @Override
        public Processor getWrapped() {
            return target;
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
