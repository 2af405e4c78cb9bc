package dev.serai.alerts;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** The alerts of one generation, and the way to its channels. */
public final class AlertRules implements AutoCloseable {

    private final CamelContext context;
    private final Map<String, AlertRule> byRoute = new TreeMap<>();
    private final Webhooks webhooks = new Webhooks();
    private ProducerTemplate template;

    /** None yet. */
    public AlertRules(CamelContext context) {
        this.context = context;
    }

    /**
     * Reads what a route says.
     *
     * @param parameters as its file has them, placeholders resolved
     * @param channels those that there are
     * @throws InvalidAlert naming the parameter that is wrong
     */
    public void add(String route, Map<String, String> parameters, Set<String> channels) {
        Map<String, String> said = new LinkedHashMap<>(parameters);
        String name = route.substring(AlertWords.PREFIX.length());
        said.putIfAbsent("alert", name);
        AlertRule rule = AlertReader.read(said, channels);
        if (!rule.name().equals(name)) {
            throw new InvalidAlert("alert", "it is named '" + rule.name() + "', and its file " + name);
        }
        byRoute.put(route, rule);
    }

    /** The channels that are one POST. */
    public Webhooks webhooks() {
        return webhooks;
    }

    Collection<AlertRule> all() {
        return byRoute.values();
    }

    /** What would be told of them. */
    public List<AlertSample> samples() {
        return byRoute.values().stream()
                .map(rule -> AlertSample.of(rule, webhooks))
                .toList();
    }

    Optional<AlertRule> named(String name) {
        return Optional.ofNullable(byRoute.get(AlertWords.PREFIX + name));
    }

    /** The alert that an exchange is a round of. */
    AlertRule of(Exchange exchange) {
        AlertRule rule = byRoute.get(exchange.getFromRouteId());
        if (rule == null) {
            throw new IllegalStateException("The step judge belongs into a route of routes/alerts/, which says by"
                    + " parameters or variables what its question, threshold and channel are");
        }
        return rule;
    }

    /**
     * Gives a context what its routes can name of alerts.
     *
     * @param alerts who judges; null where nothing runs
     */
    public void addTo(CamelContext context, Alerts alerts) {
        context.addComponent("figure", new FigureComponent(context, alerts));
        context.getRegistry().bind("judge", new Judge(alerts, this));
        context.getRegistry().bind("unanswered", new Unanswered(alerts, this));
        context.getRegistry().bind("webhook", webhooks);
    }

    /** Hands a notice to a channel's route, and waits for it. */
    void send(String channel, Map<String, Object> document) throws Exception {
        Exchange sent = template().send("direct:" + AlertWords.CHANNEL + channel, exchange -> {
            exchange.getMessage().setBody(document);
        });
        if (sent.getException() != null) {
            throw sent.getException();
        }
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    @Override
    public synchronized void close() {
        if (template != null) {
            template.stop();
        }
    }
}
