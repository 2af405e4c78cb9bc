package dev.serai.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.shedding.MemoryBudget;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.StreamErrors;
import dev.serai.traces.Tracing;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final Map<String, Map<String, HttpConsumer>> exact = new ConcurrentHashMap<>();
    private final NavigableMap<String, Map<String, HttpConsumer>> prefixes = new ConcurrentSkipListMap<>();
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
        if ((endpoint.getPath() + "/").startsWith("/manage/")) {
            throw new IllegalArgumentException(
                    "platform-http:" + endpoint.getPath() + " cannot be served: /manage has nothing but what it has");
        }
        HttpEngine other = beside.get();
        if (other != null) {
            other.requireFree(endpoint);
        }
        Map<String, HttpConsumer> methods =
                paths(endpoint).computeIfAbsent(endpoint.getPath(), path -> new ConcurrentHashMap<>());
        for (String method : methods(endpoint)) {
            methods.put(method, consumer);
        }
    }

    void unregister(HttpConsumer consumer) {
        PlatformHttpEndpoint endpoint = consumer.getEndpoint();
        paths(endpoint).computeIfPresent(endpoint.getPath(), (path, methods) -> {
            methods.values().removeIf(consumer::equals);
            return methods.isEmpty() ? null : methods;
        });
    }

    private Map<String, Map<String, HttpConsumer>> paths(PlatformHttpEndpoint endpoint) {
        return endpoint.isMatchOnUriPrefix() ? prefixes : exact;
    }

    /** Of two routes that serve a path, in a generation and in the control context, one would never be called. */
    private void requireFree(PlatformHttpEndpoint endpoint) {
        String path = endpoint.getPath();
        Stream<HttpConsumer> same = find(path).stream().flatMap(methods -> methods.values().stream());
        Stream<HttpConsumer> below = !endpoint.isMatchOnUriPrefix()
                ? Stream.empty()
                : Stream.of(exact, prefixes)
                        .flatMap(paths -> paths.entrySet().stream())
                        .filter(it -> it.getKey().startsWith(path + "/"))
                        .flatMap(it -> it.getValue().values().stream());
        Stream.concat(same, below).findFirst().ifPresent(taken -> {
            throw new IllegalArgumentException("platform-http:" + path + " cannot be served: the route '"
                    + taken.route() + "' of "
                    + taken.getEndpoint().getCamelContext().getName() + " serves "
                    + taken.getEndpoint().getPath());
        });
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

    void begins(AnswerStream stream) {
        streams.add(stream);
        if (ending != null) {
            stream.end(ending);
        }
    }

    void ends(AnswerStream stream) {
        streams.remove(stream);
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
        streams.forEach(stream -> stream.end(why));
        calls.forEach(call -> call.waiting().stop(StreamErrors.refusal(why)));
    }

    /** Calls that have begun and not ended. */
    public int calls() {
        return calls.size();
    }

    /** Streams that are being written. */
    public int streams() {
        return streams.size();
    }

    private static List<String> methods(PlatformHttpEndpoint endpoint) {
        String restrict = endpoint.getHttpMethodRestrict();
        if (restrict == null) {
            throw new IllegalArgumentException("platform-http:" + endpoint.getPath()
                    + " does not say which methods it serves: set httpMethodRestrict");
        }
        return List.of(restrict.split("\\s*,\\s*", -1));
    }

    /** One whose path is the beginning of this one, which nobody serves: its clients have errors in their own format. */
    public Optional<HttpConsumer> above(String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            Map<String, HttpConsumer> methods = exact.get(path.substring(0, end));
            if (methods != null) {
                return methods.values().stream().findFirst();
            }
        }
        return Optional.empty();
    }

    /** The consumers of a path by method, if any route serves the path; what can be read may have a slash behind it. */
    public Optional<Map<String, HttpConsumer>> find(String path) {
        Map<String, HttpConsumer> methods = exact.get(path);
        if (methods != null) {
            return Optional.of(methods);
        }
        if (path.endsWith("/")) {
            Map<String, HttpConsumer> bare = exact.get(path.substring(0, path.length() - 1));
            if (bare != null && bare.containsKey("GET")) {
                return Optional.of(bare);
            }
        }
        return prefixes.descendingMap().entrySet().stream()
                .filter(prefix -> path.startsWith(prefix.getKey() + "/") || path.equals(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
