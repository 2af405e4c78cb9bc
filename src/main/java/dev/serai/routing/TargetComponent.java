package dev.serai.routing;

import dev.serai.balancing.Guard;
import dev.serai.call.Target;
import dev.serai.call.TargetOptions;
import dev.serai.call.TargetSource;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * The scheme {@code target:provider/model?weight=3}, for alias files: asks that provider for that model, unless it is to be left alone.
 * {@code target:resolved} asks the target that the step {@code resolve} has found.
 */
final class TargetComponent extends DefaultComponent {

    static final String RESOLVED = "resolved";

    private final ModelIndex index;
    private final Guard guard;

    TargetComponent(CamelContext context, ModelIndex index) {
        super(context);
        this.index = index;
        this.guard = context.getRegistry().lookupByNameAndType("guard", Guard.class);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        if (name.equals(RESOLVED)) {
            return new TargetEndpoint(uri, this, null);
        }
        Target target = index.target(name);
        try {
            TargetOptions options = TargetOptions.read(
                    target.provider(), option -> getAndRemoveParameter(parameters, option, String.class));
            return new TargetEndpoint(uri, this, target.with(options, key(options)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("target:" + name + ": " + e.getMessage(), e);
        }
    }

    /** Another key of the provider, by the name of its variable: keys themselves stand in no file. */
    private String key(TargetOptions options) {
        return options.key().isEmpty()
                ? ""
                : getCamelContext().resolvePropertyPlaceholders("{{env:" + options.key() + ":}}");
    }

    private final class TargetEndpoint extends DefaultEndpoint implements TargetSource {

        private final Target target;

        TargetEndpoint(String uri, TargetComponent component, Target target) {
            super(uri, component);
            this.target = target;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public Producer createProducer() throws Exception {
            Map<String, AsyncProducer> routes = new HashMap<>();
            for (Provider provider : target == null ? index.providers() : List.of(target.provider())) {
                routes.put(
                        provider.name(),
                        getCamelContext()
                                .getEndpoint("direct:provider-" + provider.name())
                                .createAsyncProducer());
            }
            return new TargetProducer(this, target, routes);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("target: is a step, not a source; use it in 'to'");
        }
    }

    private final class TargetProducer extends DefaultAsyncProducer {

        private final Target target;
        private final Map<String, AsyncProducer> routes;

        TargetProducer(Endpoint endpoint, Target target, Map<String, AsyncProducer> routes) {
            super(endpoint);
            this.target = target;
            this.routes = routes;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Target asked = target == null ? exchange.getVariable("target", Target.class) : target;
            guard.ask(exchange, asked, routes.get(asked.provider().name()));
            callback.done(true);
            return true;
        }

        @Override
        protected void doStart() {
            ServiceHelper.startService(routes.values());
            if (target != null) {
                guard.lists(target);
            }
        }

        @Override
        protected void doStop() {
            ServiceHelper.stopService(routes.values());
        }
    }
}
