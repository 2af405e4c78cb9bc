package dev.serai.http;

import dev.serai.wire.PathTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * Which routes serve which paths, by method. Of several that fit a path, the one that says most of it is meant: the path
 * itself, then the one with variables that leaves least to them, then the longest beginning.
 */
final class PathTable {

    private static final Comparator<PathTemplate> CLOSEST =
            Comparator.comparingInt(PathTemplate::fixed).reversed().thenComparing(it -> it.shown());

    private final Map<String, Map<String, HttpConsumer>> exact = new ConcurrentHashMap<>();
    private final NavigableMap<PathTemplate, Map<String, HttpConsumer>> templates =
            new ConcurrentSkipListMap<>(CLOSEST);
    private final NavigableMap<String, Map<String, HttpConsumer>> prefixes = new ConcurrentSkipListMap<>();

    void add(HttpConsumer consumer) {
        PlatformHttpEndpoint endpoint = consumer.getEndpoint();
        String path = endpoint.getPath();
        Map<String, HttpConsumer> methods = PathTemplate.isOne(path)
                ? templates.computeIfAbsent(new PathTemplate(path), it -> new ConcurrentHashMap<>())
                : paths(endpoint).computeIfAbsent(path, it -> new ConcurrentHashMap<>());
        for (String method : methods(endpoint)) {
            methods.put(method, consumer);
        }
    }

    void remove(HttpConsumer consumer) {
        for (Map<?, Map<String, HttpConsumer>> paths : List.of(exact, templates, prefixes)) {
            paths.values().removeIf(methods -> {
                methods.values().removeIf(consumer::equals);
                return methods.isEmpty();
            });
        }
    }

    private Map<String, Map<String, HttpConsumer>> paths(PlatformHttpEndpoint endpoint) {
        return endpoint.isMatchOnUriPrefix() ? prefixes : exact;
    }

    private static List<String> methods(PlatformHttpEndpoint endpoint) {
        String restrict = endpoint.getHttpMethodRestrict();
        if (restrict == null) {
            throw new IllegalArgumentException("platform-http:" + endpoint.getPath()
                    + " does not say which methods it serves: set httpMethodRestrict");
        }
        return List.of(restrict.split("\\s*,\\s*", -1));
    }

    /** Of two routes that serve a path, in a generation and in the control context, one would never be called. */
    void requireFree(PlatformHttpEndpoint endpoint) {
        String path = endpoint.getPath();
        Stream<HttpConsumer> same = find(path, "GET").stream().flatMap(methods -> methods.values().stream());
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

    /** One whose path is the beginning of this one, which nobody serves: its clients have errors in their own format. */
    Optional<HttpConsumer> above(String path) {
        int longest = exact.keySet().stream().mapToInt(String::length).max().orElse(0);
        for (int end = path.lastIndexOf('/', longest); end > 0; end = path.lastIndexOf('/', end - 1)) {
            Map<String, HttpConsumer> methods = exact.get(path.substring(0, end));
            if (methods != null) {
                return methods.values().stream().findFirst();
            }
        }
        return Optional.empty();
    }

    /**
     * The consumers of a path by method, if any route serves the path; what can be read may have a slash behind it. One that
     * takes all that is left of a path leaves what it has no method for to the next.
     */
    Optional<Map<String, HttpConsumer>> find(String path, String method) {
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
        for (Map.Entry<PathTemplate, Map<String, HttpConsumer>> template : templates.entrySet()) {
            if (template.getKey().variables(path) != null) {
                if (template.getValue().containsKey(method)
                        || !template.getKey().isOpen()) {
                    return Optional.of(template.getValue());
                }
                methods = methods == null ? template.getValue() : methods;
            }
        }
        return methods != null ? Optional.of(methods) : below(path);
    }

    private Optional<Map<String, HttpConsumer>> below(String path) {
        return prefixes.descendingMap().entrySet().stream()
                .filter(prefix -> path.startsWith(prefix.getKey() + "/") || path.equals(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
