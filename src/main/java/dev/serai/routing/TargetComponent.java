package dev.serai.routing;

import dev.serai.upstream.Target;
import dev.serai.upstream.TargetSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** The scheme {@code target:provider/model?weight=3}, for alias files: asks that provider for that model. */
final class TargetComponent extends DefaultComponent {

    private static final Pattern WEIGHT = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

    private final ModelIndex index;

    TargetComponent(CamelContext context, ModelIndex index) {
        super(context);
        this.index = index;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        String weight = getAndRemoveParameter(parameters, "weight", String.class, "1");
        return new TargetEndpoint(uri, this, index.target(name), weight(name, weight));
    }

    private static double weight(String name, String written) {
        if (!WEIGHT.matcher(written).matches() || Double.parseDouble(written) == 0) {
            throw new IllegalArgumentException("the weight '" + written + "' of target:" + name
                    + " is no positive number below a million: write ?weight=3 or ?weight=0.5");
        }
        return Double.parseDouble(written);
    }

    private static final class TargetEndpoint extends DefaultEndpoint implements TargetSource {

        private final Target target;
        private final double weight;

        TargetEndpoint(String uri, TargetComponent component, Target target, double weight) {
            super(uri, component);
            this.target = target;
            this.weight = weight;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public double weight() {
            return weight;
        }

        @Override
        public Producer createProducer() throws Exception {
            Endpoint route = getCamelContext()
                    .getEndpoint("direct:provider-" + target.provider().name());
            return new TargetProducer(this, target, route.createAsyncProducer());
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("target: is a step, not a source; use it in 'to'");
        }
    }

    private static final class TargetProducer extends DefaultAsyncProducer {

        private final Target target;
        private final AsyncProducer route;

        TargetProducer(Endpoint endpoint, Target target, AsyncProducer route) {
            super(endpoint);
            this.target = target;
            this.route = route;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.setVariable("target", target);
            return route.process(exchange, callback);
        }

        @Override
        protected void doStart() {
            ServiceHelper.startService(route);
        }

        @Override
        protected void doStop() {
            ServiceHelper.stopService(route);
        }
    }
}
