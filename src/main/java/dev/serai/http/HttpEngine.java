package dev.serai.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.shedding.MemoryBudget;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.StreamErrors;
import dev.serai.time.Survival;
import dev.serai.traces.Tracing;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Serves the {@code platform-http:} routes of one Camel context: a table of paths that the servlet filter looks a request
 * up in. Camel's own engine registers paths once for all; here a swap of generations is a swap of tables.
 */
public final class HttpEngine extends ServiceSupport implements PlatformHttpEngine {

    private final Responses responses;
    private final MemoryBudget memory;
    private final Tracing tracing;
    private final PathTable paths = new PathTable();
    private final Supplier<HttpEngine> beside;

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Set<AnswerStream> streams = ConcurrentHashMap.newKeySet();
    private volatile JsonNode ending;

    /**
     * Serves nothing yet.
     *
     * @param beside gives the engine that serves beside this one, whose paths are taken; null for none
     */
    public HttpEngine(Responses responses, MemoryBudget memory, Tracing tracing, Supplier<HttpEngine> beside) {
        this.responses = responses;
        this.memory = memory;
        this.tracing = tracing;
        this.beside = beside;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpConsumer(endpoint, processor, this, responses, memory, tracing);
    }

    void register(HttpConsumer consumer) {
        PlatformHttpEndpoint endpoint = consumer.getEndpoint();
        if (Managed.has(endpoint.getPath())) {
            throw new IllegalArgumentException("platform-http:" + endpoint.getPath()
                    + " cannot be served: /manage and /admin have nothing but what they have");
        }
        HttpEngine other = beside.get();
        if (other != null) {
            other.paths.requireFree(endpoint);
        }
        paths.add(consumer);
    }

    void unregister(HttpConsumer consumer) {
        paths.remove(consumer);
    }

    void begins(Call call) {
        calls.add(call);
        if (ending != null) {
            call.waiting().stop(StreamErrors.refusal(ending));
        }
    }

    void ends(Call call) {
        calls.remove(call);
    }

    /** Does something with an answer that is there, or has begun: a stream can be ended from here meanwhile. */
    <T> T sending(Exchange exchange, Sending<T> sending) throws IOException {
        if (!(exchange.getMessage().getBody() instanceof AnswerStream stream)) {
            return sending.send();
        }
        begins(stream);
        try {
            return sending.send();
        } finally {
            streams.remove(stream);
        }
    }

    /** What is done with an answer. */
    @FunctionalInterface
    interface Sending<T> {
        T send() throws IOException;
    }

    private void begins(AnswerStream stream) {
        streams.add(stream);
        if (ending != null) {
            stream.end(ending);
        }
    }

    /** Requests that are under way, streams included. */
    public int underWay() {
        return calls.size();
    }

    /** Streams that are sent at the moment. */
    public int openStreams() {
        return streams.size();
    }

    /** Ends all that is under way, and what begins later: streams with an error event, what has not begun with a refusal. */
    public void endAll(JsonNode why) {
        ending = why;
        streams.forEach(stream -> Survival.of("The end of a stream", () -> stream.end(why)));
        calls.forEach(
                call -> Survival.of("The end of a call", () -> call.waiting().stop(StreamErrors.refusal(why))));
    }

    /** Calls that have begun and not ended. */
    public int calls() {
        return calls.size();
    }

    /** Streams that are being written. */
    public int streams() {
        return streams.size();
    }

    /** One whose path is the beginning of this one, which nobody serves: its clients have errors in their own format. */
    public Optional<HttpConsumer> above(String path) {
        return paths.above(path);
    }

    /** The consumers of a path by method, if any route serves the path; what can be read may have a slash behind it. */
    public Optional<Map<String, HttpConsumer>> find(String path, String method) {
        return paths.find(path, method);
    }
}
