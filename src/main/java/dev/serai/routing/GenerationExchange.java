package dev.serai.routing;

import dev.serai.call.Call;
import dev.serai.http.ErrorAnswer;
import dev.serai.http.HttpConsumer;
import dev.serai.http.Reply;
import dev.serai.http.RouteAnswer;
import dev.serai.http.Sent;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/** An exchange of a generation for one of another context. The generation has it in flight until it is closed. */
final class GenerationExchange implements AutoCloseable {

    private static final String HERE = "127.0.0.1";

    private final Generation generation;
    private final MemoryBudget.Holding bodies;
    private final Call call;
    private final Exchange exchange;
    private final UnitOfWork unit;

    private GenerationExchange(Generation generation, MemoryBudget.Holding bodies, Exchange from, Endpoint by) {
        this.generation = generation;
        this.bodies = bodies;
        this.call = new Call(from.getExchangeId(), bodies);
        this.exchange = new DefaultExchange(generation.context(), ExchangePattern.InOut);
        exchange.getExchangeExtension().setFromEndpoint(by); // as the record has it
        call.endsWith(exchange);
        exchange.setVariable(Call.VARIABLE, call);
        Message message = exchange.getIn();
        from.getMessage().getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                message.setHeader(name, value);
            }
        });
        exchange.setVariable(HttpRequestFacts.VARIABLE, new HttpRequestFacts(HERE, -1));
        message.setBody(from.getMessage().getBody());
        unit = PluginHelper.getUnitOfWorkFactory(generation.context()).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(unit);
    }

    /** Begins one in a generation that was entered, and takes body and headers with it. */
    static GenerationExchange begin(Generation entered, MemoryBudget memory, Exchange from, Endpoint by) {
        MemoryBudget.Holding bodies = memory.open();
        try {
            return new GenerationExchange(entered, bodies, from, by);
        } catch (RuntimeException | Error e) {
            bodies.close();
            entered.leave();
            throw e;
        }
    }

    /** Says something that the routes are to know. */
    void variable(String name, Object value) {
        exchange.setVariable(name, value);
    }

    /** Gives it a body. */
    void body(Object body) {
        exchange.getIn().setBody(body);
    }

    /** What is worked on. */
    Call call() {
        return call;
    }

    /** Gives it a trace. */
    void traced(Tracing tracing, Endpoint by) {
        tracing.begin(call, new BackgroundOrigin(exchange.getMessage(), by));
    }

    /**
     * Calls a route and gives its answer, whose body is bytes, a stream, or nothing.
     *
     * @param request what is asked of a model; null if none is
     * @throws ApiException what a client would have got
     */
    Message call(String route, BackgroundRequest request) throws Exception {
        String direct = direct(route);
        try {
            if (request != null) {
                request.admit(exchange, generation, this::process);
            }
            process(direct);
            call.answers(exchange.getMessage());
            RouteAnswer.settle(exchange);
        } catch (Exception | Error e) {
            ApiException error = failed(e);
            if (request == null && !(e instanceof ApiException)) {
                throw e;
            }
            throw error;
        }
        return exchange.getMessage();
    }

    /** Has a route answer that is an endpoint's; whatever it throws, there is an answer. */
    Reply answer(HttpConsumer route, Sent sent, byte[] body, long most, Tracing tracing) throws IOException {
        sent.headers().forEach(exchange.getMessage()::setHeader);
        traced(tracing, route.getEndpoint());
        return route.answer(exchange, sent, body, most);
    }

    private String direct(String route) {
        String address = "direct://" + route;
        CamelContext context = generation.context();
        if (context.getRoutes().stream()
                .noneMatch(it -> it.getEndpoint().getEndpointUri().equals(address))) {
            throw new IllegalArgumentException("generation:" + route + " cannot be called: generation "
                    + generation.number() + " has no route that begins with direct:" + route);
        }
        return "direct:" + route;
    }

    private void process(String address) throws Exception {
        try (Producer producer = generation.context().getEndpoint(address).createProducer()) {
            producer.start();
            producer.process(exchange);
        }
        Exception thrown = exchange.getException();
        if (thrown != null) {
            exchange.setException(null);
            throw thrown;
        }
    }

    /** Of a failure the record says as much as it does of a client's request. */
    private ApiException failed(Throwable thrown) {
        ApiException error = ErrorAnswer.error(thrown);
        call.outcome().failed(error);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, error.status());
        return error;
    }

    @Override
    public void close() {
        try {
            call.tries().over();
            if (exchange.getMessage().getBody() instanceof InputStream stream) {
                stream.close();
            }
        } catch (IOException e) {
            exchange.setException(e);
        } finally {
            try {
                UnitOfWorkHelper.doneUow(unit, exchange);
            } finally {
                bodies.close();
                generation.leave();
            }
        }
    }
}
