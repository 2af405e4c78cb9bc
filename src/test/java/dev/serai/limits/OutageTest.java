package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class OutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private final List<Subject> subjects =
            List.of(Given.token(new Limits(Given.perDay(15), Given.perDay(1000), 50, null)));
    private int port;
    private RedisServer redis;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        redis = new RedisServer(port);
        redis.start();
    }

    @AfterEach
    void stop() throws IOException {
        redis.stop();
    }

    @Test
    void open_servesFromMemoryUntilRedisIsBack() throws IOException {
        try (Buckets buckets = Buckets.shared(uri(), true, TIMEOUT, new SimpleMeterRegistry());
                Limiter limiter = new Limiter(buckets, Duration.ofMinutes(30))) {
            Admission before = limiter.admit(subjects, "gpt-5", 10);
            redis.stop();
            long start = System.nanoTime();
            int admitted = 0;
            for (int i = 0; i < 20; i++) {
                admitted += Given.refusal(limiter, subjects, 1) == null ? 1 : 0;
            }
            before.settle(20);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            // the 15 that were left in Redis, less the one that its last answer took
            assertThat(admitted).isEqualTo(14);
            redis.start();
            await(() -> Given.refusal(limiter, subjects, 1) == null);
        }
    }

    @Test
    void outage_isToldAlsoWhereNobodyElseAsks() throws IOException {
        try (Buckets buckets = Buckets.shared(uri(), false, TIMEOUT, new SimpleMeterRegistry())) {
            assertThat(buckets.shared()).isTrue();
            assertThat(buckets.trouble()).isEmpty();

            redis.stop();
            await(() -> buckets.trouble().isPresent());
            assertThat(buckets.trouble().orElseThrow()).isNotBlank();

            redis.start();
            await(() -> buckets.trouble().isEmpty());
        }
    }

    @Test
    void startWithoutRedis_isToldUntilItIsThere() throws IOException {
        redis.stop();
        try (Buckets buckets = Buckets.shared(uri(), true, TIMEOUT, new SimpleMeterRegistry())) {
            assertThat(buckets.trouble()).isPresent();

            redis.start();
            await(() -> buckets.trouble().isEmpty());
        }
    }

    @Test
    void closed_refusesUntilRedisIsBack() throws IOException {
        try (Buckets buckets = Buckets.shared(uri(), false, TIMEOUT, new SimpleMeterRegistry());
                Limiter limiter = new Limiter(buckets, Duration.ofMinutes(30))) {
            Admission before = limiter.admit(subjects, "gpt-5", 10);
            redis.stop();
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                ApiException refusal = Given.refusal(limiter, subjects, 1);
                assertThat(refusal.status()).isEqualTo(503);
                assertThat(refusal.code()).isEqualTo("limits_unavailable");
            }
            before.settle(20);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(limiter.concurrency().size()).isZero();
            redis.start();
            await(() -> Given.refusal(limiter, subjects, 1) == null);
        }
    }

    @Test
    void hangingRedis_holdsUpOneCallOnly() {
        RedisClient client = RedisClient.create(uri());
        try (Buckets buckets = Buckets.shared(uri(), true, TIMEOUT, new SimpleMeterRegistry());
                Limiter limiter = new Limiter(buckets, Duration.ofMinutes(30));
                var connection = client.connect()) {
            limiter.admit(subjects, "gpt-5", 10);
            connection.sync().clientPause(20_000);
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                var unused = Given.refusal(limiter, subjects, 1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        } finally {
            client.shutdown();
        }
    }

    @Test
    void startWithoutRedis_servesAndFindsItLater() throws IOException {
        redis.stop();
        try (Buckets buckets = Buckets.shared(uri(), false, TIMEOUT, new SimpleMeterRegistry());
                Limiter limiter = new Limiter(buckets, Duration.ofMinutes(30))) {
            assertThat(Given.refusal(limiter, subjects, 1).code()).isEqualTo("limits_unavailable");
            redis.start();
            await(() -> Given.refusal(limiter, subjects, 1) == null);
        }
    }

    private String uri() {
        return "redis://localhost:" + port;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() < end) {
            Thread.onSpinWait();
            met = condition.getAsBoolean();
        }
        assertThat(met).as("within 20 s").isTrue();
    }
}
