package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** A gateway whose control context calls into the generation that serves. */
abstract class GenerationCallsTest extends ReloadingGatewayTest {

    static final String PROMPT = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Autowired
    CamelContext control;

    @Autowired
    Generations generations;

    Exchange call(String address, Object body) {
        try (ProducerTemplate template = control.createProducerTemplate()) {
            return template.request(address, exchange -> exchange.getMessage().setBody(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Exchange answered) {
        assertThat((Object) answered.getException()).isNull();
        return answered.getMessage().getBody(String.class);
    }
}
