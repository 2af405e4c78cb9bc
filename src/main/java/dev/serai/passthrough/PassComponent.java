package dev.serai.passthrough;

import dev.serai.models.ModelIndex;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The scheme {@code pass:} in inbound routes, for what passes to a provider as it came. {@code pass:request} takes in a
 * request that is about what the caller's project owns there, {@code pass:any} one for any path of a provider, and {@code
 * pass:answer} works on the answer. {@code pass:own} remembers what a model has made. {@code pass:keeper} asks the provider that keeps what the gateway keeps.
 */
public final class PassComponent extends DefaultComponent {

    /** Its name. */
    public static final String SCHEME = "pass";

    private static final Set<String> STEPS = Set.of("request", "any", "answer", "own", "keeper");
    private static final String ASKED = "target:resolved";

    private final ModelIndex index;
    private final Passage passage;

    public PassComponent(CamelContext context, ModelIndex index) {
        super(context);
        this.index = index;
        this.passage = context.getRegistry().lookupByNameAndType(Passage.NAME, Passage.class);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        if (!STEPS.contains(name)) {
            throw new IllegalArgumentException(
                    "pass:" + name + " is none of pass:request, pass:any, pass:answer, pass:own and pass:keeper");
        }
        String root = getAndRemoveParameter(parameters, "root", String.class, PassRequest.ROOT);
        boolean base = getAndRemoveParameter(parameters, "base", Boolean.class, false);
        String format = getAndRemoveParameter(parameters, "format", String.class, "");
        return new PassEndpoint(uri, this, name, new PassPlace(root, base, format));
    }

    private final class PassEndpoint extends DefaultEndpoint {

        private final String step;
        private final PassPlace place;

        PassEndpoint(String uri, PassComponent component, String step, PassPlace place) {
            super(uri, component);
            this.step = step;
            this.place = place;
        }

        @Override
        public Producer createProducer() throws Exception {
            return switch (step) {
                case "request" -> new Step(this, new PassRequest(index, passage, place));
                case "any" -> new Step(this, new PassAny(index, passage));
                case "own" -> new Step(this, new PassOwn(passage));
                case "keeper" -> new Asking(this, new PassKeeper(index)::process);
                default -> new Asking(this, new PassAnswer(index, passage)::process);
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("pass: is a step, not a source; use it in 'to'");
        }
    }

    private static final class Step extends DefaultProducer {

        private final Processor step;

        Step(Endpoint endpoint, Processor step) {
            super(endpoint);
            this.step = step;
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            step.process(exchange);
        }
    }

    /** What a step does that asks the provider itself. */
    @FunctionalInterface
    private interface Asks {
        void process(Exchange exchange, Processor ask) throws Exception;
    }

    /** Asks by itself: for the rest of a list, as the route did, or beside what the gateway does. */
    private static final class Asking extends DefaultProducer {

        private final Asks step;
        private final Producer asked;

        Asking(Endpoint endpoint, Asks step) throws Exception {
            super(endpoint);
            this.step = step;
            this.asked = endpoint.getCamelContext().getEndpoint(ASKED).createProducer();
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            step.process(exchange, asked);
        }

        @Override
        protected void doStart() {
            ServiceHelper.startService(asked);
        }

        @Override
        protected void doStop() {
            ServiceHelper.stopService(asked);
        }
    }
}
