package dev.serai.delivery;

import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The scheme {@code serai:} that the files in {@code routes/events/} begin with: {@code serai:usage}, {@code serai:content},
 * {@code serai:alerts}, {@code serai:breakers}, {@code serai:reloads}, {@code serai:events?types=budget,gateway}. It gives
 * what happens as JSON documents, one an exchange.
 */
public final class SeraiComponent extends DefaultComponent {

    /** Of its addresses. */
    public static final Set<String> OPTIONS = Set.of("types", "delivery", "redact");

    private final Feeds feeds;

    private SeraiComponent(CamelContext context, Feeds feeds) {
        super(context);
        this.feeds = feeds;
    }

    /**
     * Has a context know it.
     *
     * @param feeds null for one that is only looked at
     */
    public static void addTo(CamelContext context, Feeds feeds) {
        context.addComponent("serai", new SeraiComponent(context, feeds));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        String types = getAndRemoveParameter(parameters, "types", String.class);
        String delivery = getAndRemoveParameter(parameters, "delivery", String.class);
        String redact = getAndRemoveParameter(parameters, "redact", String.class);
        return new SeraiEndpoint(uri, Source.of(name, types, delivery, redact));
    }

    private final class SeraiEndpoint extends DefaultEndpoint {

        private final Source source;

        SeraiEndpoint(String uri, Source source) {
            super(uri, SeraiComponent.this);
            this.source = source;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("serai: is a source, not a step; use it in 'from'");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new EventConsumer(this, processor, source, feeds);
        }
    }
}
