package dev.serai.realtime;

import static dev.serai.support.GivenRules.rules;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Project;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import dev.serai.limits.Rates;
import dev.serai.store.Actor;
import dev.serai.support.GatewayTest;
import dev.serai.support.OwnGateway;
import dev.serai.support.RawConnection;
import dev.serai.support.RoutesCopy;
import dev.serai.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;

/** A gateway whose providers of sessions are fakes, and what tests want of it. */
final class RealtimeKit implements AutoCloseable {

    static final String CREATE = "{\"type\":\"response.create\"}";
    static final String MODEL = "?model=openai/gpt-realtime";
    static final String KEY = "sk-provider-key";
    static final String[] HANDSHAKE = {
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    };

    final FakeRealtime provider = new FakeRealtime();
    final Path routes = RoutesCopy.edited(file -> file);
    final OwnGateway gateway;
    final String data;

    RealtimeKit(Map<String, String> more) throws IOException {
        RoutesCopy.alias(
                routes,
                "spoken",
                "inOrder",
                "",
                "anthropic/claude-sonnet-4-5",
                "openai/refuse-500",
                "openai/gpt-realtime");
        RoutesCopy.provider(routes, "away", "http://127.0.0.1:1/v1", "operations", "realtime", "keyRequired", "false");
        Map<String, String> properties = new TreeMap<>(more);
        properties.put("serai.routes", routes.toString());
        properties.put("serai.watch-interval", "50ms");
        this.data = properties.computeIfAbsent("serai.data", key -> "target/data/" + UUID.randomUUID());
        properties.put("serai.admin-key", GatewayTest.ADMIN_KEY);
        properties.put("serai.usage.interval", "20ms");
        properties.put("OPENAI_BASE_URL", provider.url());
        properties.put("OPENAI_API_KEY", KEY);
        properties.put("ANTHROPIC_API_KEY", KEY);
        properties.put("AZURE_OPENAI_BASE_URL", "http://127.0.0.1:" + provider.port());
        properties.put("AZURE_OPENAI_API_KEY", KEY);
        this.gateway = OwnGateway.start(properties);
    }

    static ConditionFactory within() {
        return await().atMost(20, TimeUnit.SECONDS);
    }

    RealtimeClient client(TokenRegistry.Issued token) {
        return client(token, MODEL);
    }

    RealtimeClient client(TokenRegistry.Issued token, String query) {
        return RealtimeClient.connect(
                RealtimeClient.with("Bearer " + token.secret().text()), gateway.port(), query);
    }

    /** A handshake as it is answered. */
    RawConnection.Reply handshake(String query, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(HANDSHAKE));
        all.addAll(List.of(headers));
        try (RawConnection connection = new RawConnection(gateway.port())) {
            return connection
                    .sendHead("GET /v1/realtime" + query, all.toArray(String[]::new))
                    .reply();
        }
    }

    TokenRegistry.Issued token(Rules rules) {
        Project project = gateway.bean(ProjectRegistry.class)
                .create(
                        new ProjectRegistry.Draft("project " + UUID.randomUUID(), true, rules, Map.of(), Map.of()),
                        Actor.SERAI);
        return gateway.bean(TokenRegistry.class)
                .issue(project.id(), new TokenRegistry.Draft("token", true, Rules.NONE, Map.of(), null), Actor.SERAI);
    }

    TokenRegistry.Issued token() {
        return token(Rules.NONE);
    }

    static Rules requests(int most) {
        return rules().limits(new Limits(new Rates(null, null, (long) most, null), null, null, null))
                .build();
    }

    static Rules budget(String most) {
        return rules().budget(new Budget(null, new Budget.Amounts(null, null, new BigDecimal(most))))
                .build();
    }

    static Rules models(String... models) {
        return rules().models(List.of(models)).build();
    }

    /** What is on record of a token. */
    List<JsonNode> records(TokenRegistry.Issued token) throws Exception {
        String all = gateway.get("/manage/usage/records?limit=500", "Authorization", "Bearer " + GatewayTest.ADMIN_KEY)
                .body();
        List<JsonNode> own = new ArrayList<>();
        for (JsonNode record : Json.parse(all.getBytes(StandardCharsets.UTF_8)).path("data")) {
            if (record.path("token").asText().equals(token.token().id())) {
                own.add(record);
            }
        }
        return own;
    }

    int open() {
        return gateway.bean(Sessions.class).open();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        provider.close();
    }
}
