package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.tiers.DiskLoss;
import dev.serai.tiers.TierReading;
import dev.serai.tiers.Tiers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisServer;

/** A gateway whose cache has a disk and a Redis below its memory. */
abstract class TieredGateway extends CachingGateway {

    static RedisServer redis;

    @Autowired
    AnswerCache cache;

    @Autowired
    Tiers tiers;

    @DynamicPropertySource
    static void tiers(DynamicPropertyRegistry properties) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        redis = new RedisServer(port);
        redis.start();
        properties.add("serai.cache.disk", () -> "32MB");
        properties.add("serai.cache.redis", () -> "true");
        properties.add("serai.cache.redis-patience", () -> "10s"); // a busy machine is no outage
        properties.add("serai.limits.redis-url", () -> "redis://localhost:" + port);
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.stop();
    }

    @BeforeEach
    void begin() throws Exception {
        delete("");
        await(() -> tiers.readings().get("redis").trouble(), it -> it == null);
    }

    JsonNode delete(String query) throws Exception {
        HttpResponse<String> response =
                CLIENT.send(request("/manage/cache" + query).DELETE().build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    long kept() {
        return tiers.readings().values().stream().mapToLong(TierReading::kept).sum();
    }

    long hits(String tier) {
        return tiers.readings().get(tier).hits();
    }

    /** What is in memory goes, as where it is short. */
    void forgetMemory() {
        cache.keep(0.000_001);
        cache.keep(1);
    }

    /** Has a chat answered, and its answer kept in these tiers alone. */
    String keptBelow(Issued caller, String body, boolean onDisk) throws Exception {
        long before = kept();
        String answer = call(caller, body).body();
        await(this::kept, it -> it >= before + 2);
        forgetMemory();
        if (!onDisk) {
            DiskLoss.of(tiers);
        }
        return answer;
    }
}
