package dev.serai.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When models are listed: from the first request on, and soon after a provider has come back. */
class ModelDiscoveryTest {

    @TempDir
    private Path folder;

    private HttpServer provider;
    private int port;

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.stop(0);
        }
    }

    /** A provider that has one model, and takes a while to say so. */
    private void provide(long millis) throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        provider.setExecutor(Executors.newCachedThreadPool());
        provider.createContext("/", exchange -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getRequestBody().readAllBytes();
            boolean list = exchange.getRequestURI().getPath().endsWith("/models");
            byte[] body = (list
                            ? "{\"object\":\"list\",\"data\":[{\"id\":\"theirs\",\"created\":7}]}"
                            : "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"theirs\",\"choices\":[{\"index\":0,"
                                    + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        port = provider.getAddress().getPort();
    }

    private OwnGateway gateway() throws IOException {
        Path routes = RoutesCopy.edited("env:(\\w+_(?:API_KEY|BASE_URL))", "env:UNSET_$1");
        Files.writeString(routes.resolve("providers/acme.camel.yaml"), """
                # https://acme.example
                - templatedRoute:
                    routeTemplateRef: http-provider
                    routeId: provider-acme
                    parameters:
                      - { name: provider, value: acme }
                      - { name: baseUrl, value: "http://127.0.0.1:%d/v1" }
                      - { name: apiKey, value: key }
                      - { name: operations, value: chat models }
                      - { name: capabilities, value: streaming }
                      - { name: models, value: acme-* }
                """.formatted(port));
        Map<String, String> settings = new HashMap<>();
        settings.put("serai.data", folder.resolve("data").toString());
        settings.put("serai.routes", routes.toString());
        settings.put("serai.keys", "sk-caller");
        return OwnGateway.start(settings);
    }

    private static JsonNode get(OwnGateway gateway, String path) throws Exception {
        return Json.MAPPER.readTree(
                gateway.get(path, "Authorization", "Bearer sk-caller").body());
    }

    private static boolean lists(OwnGateway gateway, String id) throws Exception {
        return get(gateway, "/v1/models").path("data").findValuesAsText("id").contains(id);
    }

    @Test
    void firstList_hasWhatProvidersHave() throws Exception {
        provide(300);
        try (OwnGateway gateway = gateway()) {
            assertThat(lists(gateway, "acme/theirs")).isTrue();
            assertThat(get(gateway, "/v1/models/acme/theirs").path("created").asLong())
                    .isEqualTo(7);
            assertThat(get(gateway, "/v1/models/acme-unlisted").path("owned_by").asText())
                    .isEqualTo("acme");
        }
    }

    @Test
    void providerThatIsSilent_isNotWaitedForLong() throws Exception {
        provide(20_000);
        try (OwnGateway gateway = gateway()) {
            assertThat(lists(gateway, "smart")).isTrue();
            assertThat(lists(gateway, "acme/theirs")).isFalse();
            provider.stop(0); // the gateway waits for its question when it ends
        }
    }

    /** Nobody asks for lists while chats are answered, and it is no sign that the provider is unwell. */
    @Test
    void providerThatHasNoList_isLeftInPeace() throws Exception {
        try (FakeUpstream chatting = new FakeUpstream()) {
            AtomicInteger asked = new AtomicInteger();
            chatting.listModels(Script.silent()
                    .then(asked::incrementAndGet)
                    .raw("HTTP/1.1 500 -\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
            chatting.answer(Script.json(200, Answers.WHOLE));
            port = Integer.parseInt(chatting.url().replaceAll(".*:", ""));
            try (OwnGateway gateway = gateway()) {
                String chat = "{\"model\":\"acme/theirs\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
                for (int i = 0; i < 40; i++) {
                    assertThat(gateway.send("POST", "/v1/chat/completions", chat, "Authorization", "Bearer sk-caller")
                                    .statusCode())
                            .isEqualTo(200);
                    Thread.sleep(100);
                }
                assertThat(asked.get()).isBetween(1, 3);
            }
        }
    }

    @Test
    void providerThatWasAway_isListedWhenItIsBack() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (OwnGateway gateway = gateway()) {
            assertThat(lists(gateway, "acme/theirs")).isFalse();

            provide(0);
            String chat = "{\"model\":\"acme/theirs\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
            assertThat(gateway.send("POST", "/v1/chat/completions", chat, "Authorization", "Bearer sk-caller")
                            .statusCode())
                    .isEqualTo(200);

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> lists(gateway, "acme/theirs"));
        }
    }
}
