package dev.serai.alerts;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code unanswered}: an alert's question has no answer. */
public final class Unanswered implements Processor {

    private final Alerts alerts;
    private final AlertRules rules;

    /** Takes what one generation's alerts say. */
    public Unanswered(Alerts alerts, AlertRules rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        alerts.unanswered(rules.of(exchange), why, rules::send);
    }
}
