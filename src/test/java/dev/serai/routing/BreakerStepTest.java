package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ProcessorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A {@code circuitBreaker} that names its breaker counts and refuses as Camel's own; one that says more is Camel's own. */
class BreakerStepTest {

    private final CircuitBreaker circuit = CircuitBreaker.of(
            "it",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(4)
                    .minimumNumberOfCalls(4)
                    .build());
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final Processor failing = exchange -> {
        exchange.getMessage().setBody("half done");
        throw new UncheckedIOException(new IOException("broken"));
    };

    @BeforeEach
    void start() throws Exception {
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new StepFactory());
        context.getRegistry().bind("it", circuit);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:answered")
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .circuitBreaker("it")
                        .throwExceptionWhenHalfOpenOrOpenState(true)
                        .end()
                        .setBody(constant("answer"))
                        .end()
                        .setHeader("behind", constant(true));
                from("direct:failed")
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .circuitBreaker("it")
                        .throwExceptionWhenHalfOpenOrOpenState(true)
                        .end()
                        .process(failing)
                        .end()
                        .setHeader("behind", constant(true));
                from("direct:fallback")
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .circuitBreaker("it")
                        .throwExceptionWhenHalfOpenOrOpenState(true)
                        .end()
                        .process(failing)
                        .onFallback()
                        .setHeader("fell", constant(true))
                        .end();
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void answer_countsAndGoesOn() {
        Exchange exchange = send("direct:answered");

        assertThat(exchange.getMessage().getBody()).isEqualTo("answer");
        assertThat(exchange.getMessage().getHeader("behind")).isEqualTo(true);
        assertThat(exchange.getProperty(Exchange.TRY_ROUTE_BLOCK)).isNull();
        assertThat(circuit.getMetrics().getNumberOfSuccessfulCalls()).isOne();
    }

    @Test
    void failure_countsAndIsTold_untilNobodyIsLetThrough() {
        for (int i = 0; i < 4; i++) {
            Exchange failed = send("direct:failed");
            assertThat(failed.getException()).isInstanceOf(UncheckedIOException.class);
            assertThat(failed.getMessage().getHeader("behind")).isNull();
        }

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(send("direct:answered").getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(circuit.getMetrics().getNumberOfFailedCalls()).isEqualTo(4);
    }

    @Test
    void fallback_findsTheExchangeAsItWas() {
        Exchange exchange = send("direct:fallback");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("fell")).isEqualTo(true);
        assertThat(exchange.getMessage().getBody()).isEqualTo("asked");
    }

    private Exchange send(String endpoint) {
        try (FluentProducerTemplate template = context.createFluentProducerTemplate()) {
            return template.to(endpoint).withBody("asked").send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
