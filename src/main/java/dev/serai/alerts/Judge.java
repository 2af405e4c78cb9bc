package dev.serai.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code judge}: compares what a question was answered with with the alert's threshold, and has channels told. */
public final class Judge implements Processor {

    private static final int MOST = 1 << 16;

    private final Alerts alerts;
    private final AlertRules rules;

    /** Takes what one generation's alerts say. */
    public Judge(Alerts alerts, AlertRules rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        AlertRule rule = rules.of(exchange);
        Object body = exchange.getMessage().getBody();
        List<Reading> readings = ForeignAnswer.of(body instanceof InputStream stream ? read(stream) : body);
        alerts.round(rule, readings, rules::send);
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IllegalArgumentException("The question was answered with more than 64 kB");
            }
            return bytes;
        }
    }
}
