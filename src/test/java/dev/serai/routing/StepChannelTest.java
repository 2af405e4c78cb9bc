package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
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
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new StepFactory());
        context.getRegistry().bind("joining", (AggregationStrategy) (before, next) -> fails() ? before : next);
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
                from("direct:loop").loop(failing()).setBody(constant("again"));
                from("direct:loopOfCopies")
                        .loop(constant(2))
                        .copy()
                        .filter(condition())
                        .setBody(constant("again"));
                from("direct:recipients").recipientList(constant("direct:setBody,direct:filter"));
                from("direct:enrichDynamic").enrich().expression(failing());
                from("direct:pollEnrich").pollEnrich(failing(), 0, (AggregationStrategy) null, false);
                from("direct:idempotent")
                        .idempotentConsumer(failing(), new MemoryIdempotentRepository())
                        .setBody(constant("first"));
                from("direct:throttle").throttle(failing());
                from("direct:delay").delay(failing());
                from("direct:sort").sort(failing());
                from("direct:setHeader").setHeader("x", failing());
                from("direct:setVariable").setVariable("x", failing());
                from("direct:multicastJoined")
                        .multicast()
                        .aggregationStrategy("joining")
                        .to("mock:a", "mock:b");
                from("direct:multicastJoinedByOthers")
                        .multicast()
                        .parallelProcessing()
                        .aggregationStrategy("joining")
                        .to("mock:a", "mock:b");
                from("direct:splitJoined")
                        .split(body())
                        .parallelProcessing()
                        .aggregationStrategy("joining")
                        .to("mock:a");
                from("direct:recipientsJoined")
                        .recipientList(constant("mock:a,mock:b"))
                        .parallelProcessing()
                        .aggregationStrategy("joining");
                from("direct:enrichJoined").enrich().constant("mock:a").aggregationStrategy("joining");
                from("direct:aggregate")
                        .aggregate(failing(), new UseLatestAggregationStrategy())
                        .completionSize(1)
                        .to("mock:a");
            }
        });
        context.start();
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
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
                "script",
                "loop",
                "loopOfCopies",
                "recipients",
                "enrichDynamic",
                "pollEnrich",
                "idempotent",
                "throttle",
                "delay",
                "sort",
                "setHeader",
                "setVariable",
                "multicastJoined",
                "multicastJoinedByOthers",
                "splitJoined",
                "recipientsJoined",
                "enrichJoined",
                "aggregate"
            })
    void whatAStepThrows_isTheExchanges(String route) {
        ProducerTemplate template = context.createProducerTemplate();
        for (Supplier<Throwable> each : THROWN) {
            thrown = each;
            Exception failure = template.send(
                            "direct:" + route, it -> it.getMessage().setBody("asked"))
                    .getException();
            assertThat(root(failure)).hasSameClassAs(each.get()).hasMessage("broken");
            assertThat(context.getInflightRepository().size()).isZero();
        }
    }
}
