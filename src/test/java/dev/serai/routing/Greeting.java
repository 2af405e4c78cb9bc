package dev.serai.routing;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A bean of a route file's own: it answers with its text. */
public final class Greeting implements Processor {

    private String text;

    public void setText(String text) {
        this.text = text;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
    }
}
