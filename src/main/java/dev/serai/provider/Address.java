package dev.serai.provider;

import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Passed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Where a request goes: the provider's base URL, its API root, and the operation's path with the model in it. */
public final class Address {

    private static final String MODEL = "{model}";

    private Address() {}

    /**
     * The URL of one request.
     *
     * @param continues whether the model is to go on from the beginning of an answer
     * @param model percent-encoded whole, so that nothing in it can become a path, a query or a placeholder; a way up
     *     the path cannot be encoded, and is refused
     */
    public static String of(Provider provider, ApiRequest request, boolean continues, String model) {
        String path = path(provider, request, continues);
        if (path.contains(MODEL) && (model.equals(".") || model.equals(".."))) {
            throw ApiException.badRequest("invalid_value", "model", "'" + model + "' is no model's name");
        }
        String encoded = URLEncoder.encode(model, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return provider.url() + path.replace(MODEL, encoded);
    }

    /** The URL of one that passes as it came: its path is clean, and begins with a slash. */
    public static String of(Provider provider, Passed passed) {
        return (passed.below().base() ? provider.passing().base() : provider.url()) + passed.path();
    }

    /** Whether the path of such a request says the model. */
    public static boolean hasModel(Provider provider, ApiRequest request) {
        return path(provider, request, false).contains(MODEL);
    }

    private static String path(Provider provider, ApiRequest request, boolean continues) {
        String prefillPath = provider.parameter("prefillPath");
        if (continues && !prefillPath.isEmpty()) {
            return prefillPath;
        }
        String streamPath = request.stream() ? provider.parameter(request.operation() + "StreamPath") : "";
        return streamPath.isEmpty() ? provider.parameter(request.operation() + "Path") : streamPath;
    }

    /**
     * Puts the API root behind the base URL, or as much of it as the base URL does not already end with: people write
     * both {@code https://host} and {@code https://host/v1}.
     */
    static String join(String baseUrl, String apiRoot) {
        String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        List<String> root = segments(apiRoot);
        List<String> end = segments(URI.create(base).getRawPath());
        if (root.isEmpty() || (!end.isEmpty() && end.get(end.size() - 1).equals(root.get(root.size() - 1)))) {
            return base;
        }
        int overlap = Math.min(root.size(), end.size());
        while (!end.subList(end.size() - overlap, end.size()).equals(root.subList(0, overlap))) {
            overlap--;
        }
        return base + "/" + String.join("/", root.subList(overlap, root.size()));
    }

    private static List<String> segments(String path) {
        return Stream.of((path == null ? "" : path).split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
