package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.call.Upgrading;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import dev.serai.transform.ClientFormat;
import dev.serai.wire.HttpRequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/**
 * Runs one HTTP request through its route on the request's own thread. The body is the request's stream, unread, so that
 * a caller can be refused before anything of it is taken in.
 */
public final class HttpConsumer extends DefaultConsumer implements PlatformHttpConsumer {

    private final HttpEngine engine;
    private final Responses responses;
    private final MemoryBudget memory;
    private final Tracing tracing;
    private final RoutePath path;
    private ClientFormat format;

    HttpConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            HttpEngine engine,
            Responses responses,
            MemoryBudget memory,
            Tracing tracing) {
        super(endpoint, processor);
        this.tracing = tracing;
        this.engine = engine;
        this.responses = responses;
        this.memory = memory;
        this.path = RoutePath.of(endpoint);
    }

    /** The path of its route, as it is named on record. */
    public String shownPath() {
        return path.shown();
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        format = ClientFormats.of(getEndpoint().getCamelContext(), route());
        try {
            engine.register(this);
        } catch (IllegalArgumentException e) {
            throw new FailedToStartRouteException(route(), e.getMessage(), e);
        }
    }

    /** The id of its route, which Camel tells the consumer around this one alone. */
    String route() {
        return getEndpoint().getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint().equals(getEndpoint()))
                .map(Route::getRouteId)
                .findFirst()
                .orElse("");
    }

    @Override
    protected void doStop() throws Exception {
        engine.unregister(this);
        super.doStop();
    }

    /** Has what is refused before its route begins be told in the format of its clients. */
    public void tellErrors(HttpServletRequest request, HttpServletResponse response) {
        if (format != null) {
            new ClientErrors(format, response.getHeader("x-request-id")).applyTo(request);
        }
    }

    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tellErrors(request, response);
        try (MemoryBudget.Holding bodies = memory.open()) {
            Call call = new Call(response.getHeader("x-request-id"), bodies);
            tracing.begin(call, new HttpOrigin(request, path.shown()));
            service(request, response, call);
        }
    }

    private void service(HttpServletRequest request, HttpServletResponse response, Call call) throws IOException {
        new Served(path.shown(), call).note(request);
        Exchange exchange = createExchange(false);
        try (Client client = Client.of(request).watch(call)) {
            createUoW(exchange);
            call.endsWith(exchange);
            call.hooks().format(format);
            exchange.setVariable(Call.VARIABLE, call);
            call.waiting().breaksOff(() -> client.endBody(call));
            engine.begins(call);
            exchange.setVariable(
                    HttpRequestFacts.VARIABLE, HttpRequestFacts.of(request, path.variables(request.getRequestURI())));
            fill(exchange.getIn(), request);
            BooleanSupplier early = responses.early().of(call, response, client);
            run(exchange);
            write(exchange, request, response, client, early.getAsBoolean());
        } catch (IOException e) {
            call.outcome().abort();
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The exchange could not begin", e);
        } finally {
            engine.ends(call);
            close(exchange); // which may wait for others to have all of a stream
            call.tries().over();
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** Has the route answer; whatever it throws, there is an answer. */
    private void run(Exchange exchange) {
        try {
            getProcessor().process(exchange);
            if (exchange.getException() == null && upgrading(exchange) == null) {
                RouteAnswer.settle(exchange);
            }
        } catch (Throwable e) { // an error of the JVM, too, is to be answered and on record
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            ErrorAnswer.unexpected(exchange);
            RouteAnswer.closeReplaced(exchange);
        }
        Call.of(exchange).answers(exchange.getMessage());
    }

    /** Has it answered what nobody waits for: gives what would have been written, if that has no more bytes than these. */
    public Reply answer(Exchange exchange, Sent sent, byte[] body, long most) throws IOException {
        Call call = Call.of(exchange);
        call.hooks().format(format);
        engine.begins(call);
        try {
            sent.fill(exchange, path, body);
            run(exchange);
            return engine.sending(exchange, () -> Reply.of(exchange, most));
        } finally {
            engine.ends(call);
        }
    }

    private void write(
            Exchange exchange, HttpServletRequest request, HttpServletResponse response, Client client, boolean begun)
            throws IOException {
        Upgrading upgrading = upgrading(exchange);
        if (upgrading != null) {
            client.close(); // from here on the connection is not watched by us
            AnswerHead.describe(Call.of(exchange), false, (name, value) -> Responses.header(response, name, value));
            exchange.getMessage().getHeaders().forEach((name, value) -> Responses.header(response, name, value));
            upgrading.upgrade(request, response);
            return;
        }
        engine.sending(exchange, () -> {
            responses.write(exchange, response, client, begun);
            return null;
        });
    }

    private static Upgrading upgrading(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Upgrading upgrading ? upgrading : null;
    }

    private static void close(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof AutoCloseable stream) {
            try {
                stream.close();
            } catch (Exception | Error e) { // who settles the request is still to come
                exchange.setException(e);
            }
        }
    }

    /** Some headers are said several times, each with a part of a list; clients of other formats have more of these. */
    private String header(HttpServletRequest request, String name) {
        boolean list = format != null || name.equalsIgnoreCase("cache-control") || name.equalsIgnoreCase("prefer");
        return list ? String.join(",", Collections.list(request.getHeaders(name))) : request.getHeader(name);
    }

    private void fill(Message in, HttpServletRequest request) throws IOException {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (!name.regionMatches(true, 0, "Camel", 0, "Camel".length())) {
                in.setHeader(name, header(request, name));
            }
        }
        in.setHeader(Exchange.HTTP_METHOD, request.getMethod());
        in.setHeader(Exchange.HTTP_PATH, path.named(request.getRequestURI()));
        Client.readBody(request); // the route decides for whom
        in.setBody(request.getInputStream());
    }
}
