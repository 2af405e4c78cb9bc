package dev.serai.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.shedding.MemoryBudget;
import dev.serai.wire.AnswerStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Serves one generation's {@code platform-http:} routes: a table of paths that the servlet filter looks a request up in.
 * Camel's own engine registers paths once for all; here a swap of generations is a swap of tables.
 */
public final class HttpEngine extends ServiceSupport implements PlatformHttpEngine {

    private final Responses responses;
    private final MemoryBudget memory;
    private final Map<String, Map<String, HttpConsumer>> exact = new ConcurrentHashMap<>();
    private final TreeMap<String, Map<String, HttpConsumer>> prefixes = new TreeMap<>();

    private final Set<AnswerStream> streams = ConcurrentHashMap.newKeySet();
    private volatile JsonNode ending;

    public HttpEngine(Responses responses, MemoryBudget memory) {
        this.responses = responses;
        this.memory = memory;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpConsumer(endpoint, processor, this, responses, memory);
    }

    void register(HttpConsumer consumer) {
        PlatformHttpEndpoint endpoint = consumer.getEndpoint();
        if ((endpoint.getPath() + "/").startsWith("/manage/")) {
            throw new IllegalArgumentException(
                    "platform-http:" + endpoint.getPath() + " cannot be served: /manage has nothing but what it has");
        }
        synchronized (prefixes) {
            Map<String, HttpConsumer> methods = (endpoint.isMatchOnUriPrefix() ? prefixes : exact)
                    .computeIfAbsent(endpoint.getPath(), path -> new ConcurrentHashMap<>());
            for (String method : methods(endpoint)) {
                methods.put(method, consumer);
            }
        }
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

    /** Ends all streams that are under way with an error event, and those that begin later. */
    public void endStreams(JsonNode why) {
        ending = why;
        streams.forEach(stream -> stream.end(why));
    }

    private static List<String> methods(PlatformHttpEndpoint endpoint) {
        String restrict = endpoint.getHttpMethodRestrict();
        if (restrict == null) {
            throw new IllegalArgumentException("platform-http:" + endpoint.getPath()
                    + " does not say which methods it serves: set httpMethodRestrict");
        }
        return List.of(restrict.split("\\s*,\\s*", -1));
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
                .filter(prefix -> path.startsWith(prefix.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
