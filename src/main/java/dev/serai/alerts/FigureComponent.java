package dev.serai.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * The scheme {@code figure:} in routes: what the gateway knows of itself, {@code figure:latency?percentile=95&by=provider}. The
 * body becomes a list of rows, {@code [{provider: openai, value: 41.2}]}, as a query of a database would give it.
 */
public final class FigureComponent extends DefaultComponent {

    /** Names of the options that its addresses may have. */
    public static final Set<String> OPTIONS = FigureQuestion.OPTIONS;

    private final Figures figures;

    /**
     * Gives a context the scheme.
     *
     * @param alerts what has the figures; null where nothing is asked
     */
    public FigureComponent(CamelContext context, Alerts alerts) {
        super(context);
        this.figures = alerts == null ? null : alerts.figures();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        parameters.forEach((option, value) -> options.put(option, String.valueOf(value)));
        parameters.clear();
        options.remove("lazyStartProducer");
        return new FigureEndpoint(uri, this, FigureQuestion.of(name, options));
    }

    private static final class FigureEndpoint extends DefaultEndpoint {

        private final Figures figures;
        private final FigureQuestion question;

        FigureEndpoint(String uri, FigureComponent component, FigureQuestion question) {
            super(uri, component);
            this.figures = component.figures;
            this.question = question;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    figures.requests().want(question.by());
                }

                @Override
                public void process(Exchange exchange) {
                    exchange.getMessage().setBody(rows(figures.ask(question)));
                }
            };
        }

        private static List<Map<String, Object>> rows(List<Reading> readings) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Reading reading : readings) {
                Map<String, Object> row = new LinkedHashMap<>(reading.labels());
                row.put("value", reading.value());
                rows.add(row);
            }
            return rows;
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("figure: is asked; nothing begins there");
        }

        @Override
        public boolean isSingleton() {
            return true;
        }
    }
}
