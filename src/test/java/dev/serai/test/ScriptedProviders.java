package dev.serai.test;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The providers of a folder of routes, each below a path of one server. */
final class ScriptedProviders implements AutoCloseable {

    private static final String SUFFIX = ".camel.yaml";
    private static final Pattern ADDRESS = Pattern.compile("\\{\\{env:([A-Z0-9_]+_BASE_URL)\\b");
    private static final Pattern KEY = Pattern.compile("\\{\\{env:([A-Z0-9_]+_API_KEY)\\b");

    private final Map<String, ScriptedProvider> providers = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-provider");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;

    private ScriptedProviders() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static ScriptedProviders of(Path routes) throws IOException {
        ScriptedProviders scripted = new ScriptedProviders();
        try (Stream<Path> files = Files.list(routes.resolve("providers"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    scripted.add(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
                }
            }
        }
        return scripted;
    }

    private void add(String name, String file) {
        providers.put(name, new ScriptedProvider());
        Matcher address = ADDRESS.matcher(file);
        while (address.find()) {
            settings.put(
                    address.group(1), "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
        }
        Matcher key = KEY.matcher(file);
        while (key.find()) {
            settings.put(key.group(1), "key-of-" + name);
        }
    }

    /** What has the gateway ask them. */
    Map<String, String> settings() {
        return settings;
    }

    ScriptedProvider get(String name) {
        ScriptedProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("There is no routes/providers/" + name + SUFFIX);
        }
        return provider;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", 3);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            if (exchange.getRequestMethod().equals("GET")) { // which models there are is the gateway's own question
                send(
                        exchange,
                        new ScriptedProvider.Reply(200, "application/json", "{\"object\":\"list\",\"data\":[]}"));
                return;
            }
            send(
                    exchange,
                    get(path[1])
                            .reply(new ScriptedProvider.Request(
                                    "/" + path[2],
                                    headers,
                                    body.length == 0 ? MissingNode.getInstance() : Json.parse(body))));
        }
    }

    private static void send(HttpExchange exchange, ScriptedProvider.Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of(reply.type()));
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
