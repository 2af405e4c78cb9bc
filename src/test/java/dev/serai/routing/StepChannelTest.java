package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.InternalProcessorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a condition or an expression throws, the exchange ends with it, and nobody waits for ever. */
@Timeout(60)
class StepChannelTest {

    private static final List<Supplier<Throwable>> THROWN =
            List.of(() -> new IllegalStateException("broken"), () -> new StackOverflowError("broken"));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Supplier<Throwable> thrown;

    private Predicate condition() {
        return exchange -> fails();
    }

    private Expression failing() {
        return new Expression() {
            @Override
            public <T> T evaluate(Exchange exchange, Class<T> type) {
                fails();
                return null;
            }
        };
    }

    private boolean fails() {
        Throwable it = thrown.get();
        if (it instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) it;
    }

    @BeforeEach
    void start() throws Exception {
        context.getCamelContextExtension().addContextPlugin(InternalProcessorFactory.class, new RouteParts());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:doCatch")
                        .doTry()
                        .throwException(IllegalArgumentException.class, "first")
                        .doCatch(Exception.class)
                        .onWhen(condition())
                        .setBody(constant("caught"))
                        .end();
                from("direct:doFinally")
                        .doTry()
                        .setBody(constant("tried"))
                        .doFinally()
                        .setBody(failing())
                        .end();
                from("direct:dynamicRouter").dynamicRouter(failing());
                from("direct:routingSlip").routingSlip(failing());
                from("direct:choice").choice().when(condition()).setBody(constant("chosen"));
                from("direct:filter").filter(condition()).setBody(constant("passed"));
                from("direct:split").split(failing()).setBody(constant("piece"));
                from("direct:validate").validate(condition());
                from("direct:setBody").setBody(failing());
                from("direct:script").script(failing());
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doCatch",
                "doFinally",
                "dynamicRouter",
                "routingSlip",
                "choice",
                "filter",
                "split",
                "validate",
                "setBody",
                "script"
            })
    void whatAStepThrows_isTheExchanges(String route) {
        ProducerTemplate template = context.createProducerTemplate();
        for (Supplier<Throwable> each : THROWN) {
            thrown = each;
            Exception failure = template.send(
                            "direct:" + route, it -> it.getMessage().setBody("asked"))
                    .getException();
            assertThat(failure instanceof CamelExecutionException ? failure.getCause() : failure)
                    .hasSameClassAs(each.get())
                    .hasMessage("broken");
            assertThat(context.getInflightRepository().size()).isZero();
        }
    }
}
