package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.serai.wire.ApiException;
import io.github.bucket4j.distributed.BucketProxy;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class SharedBucketsTest {

    // long: a crowd on a busy machine must not pass for an outage
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static RedisServer redis;
    private static RedisClient looker;

    private final Buckets here = Buckets.shared(uri(), false, TIMEOUT, new SimpleMeterRegistry());
    private final Buckets there = Buckets.shared(uri(), false, TIMEOUT, new SimpleMeterRegistry());
    private final Limiter one = new Limiter(here, Duration.ofMinutes(30));
    private final Limiter other = new Limiter(there, Duration.ofMinutes(30));

    @BeforeAll
    static void start() throws IOException {
        redis = new RedisServer(freePort());
        redis.start();
        looker = RedisClient.create(uri());
    }

    @AfterAll
    static void stop() throws IOException {
        looker.shutdown();
        redis.stop();
    }

    @BeforeEach
    void forget() {
        try (var connection = looker.connect()) {
            connection.sync().flushall();
        }
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        here.close();
        there.close();
    }

    @Test
    void crowdAtTwoReplicas_getsExactlyTheLimit() throws Exception {
        Subject subject = Given.token(Given.requests(Given.perDay(100)));
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        Crowd.run(100, 10, () -> {
            Limiter limiter = turn.getAndIncrement() % 2 == 0 ? one : other;
            if (Given.refusal(limiter, List.of(subject), 1) == null) {
                admitted.incrementAndGet();
            }
        });
        assertThat(admitted.get()).isEqualTo(100);
    }

    @Test
    void refusedByOne_takesFromNone() {
        Subject token = Given.token(Given.tokens(Given.perDay(50)));
        Subject project = Given.project(Given.tokens(Given.perDay(10)));
        one.admit(List.of(project), "gpt-5", 9);
        assertThat(Given.refusal(other, List.of(token, project), 5).getMessage())
                .startsWith("Rate limit reached for this project on tokens per day: limit 10. Try again in ");
        assertThat(other.admit(List.of(token), "gpt-5", 50).headers())
                .containsEntry("x-ratelimit-limit-tokens", "50")
                .containsEntry("x-ratelimit-remaining-tokens", "0");
    }

    @Test
    void settled_isSeenByAll() {
        List<Subject> subjects = List.of(Given.token(Given.tokens(Given.perDay(100))));
        one.admit(subjects, "gpt-5", 90).settle(10);
        other.admit(subjects, "gpt-5", 10).settle(200);
        assertThat(Given.refusal(one, subjects, 1).headers()).containsEntry("x-ratelimit-remaining-tokens", "0");
    }

    @Test
    void changedLimits_applyAtOnceAndKeepTheShareUsed() {
        assertThat(taken(one, 100, 90)).isTrue();
        assertThat(taken(other, 200, 21)).isFalse();
        assertThat(taken(other, 200, 20)).isTrue();
        assertThat(taken(one, 1000, 1)).isFalse();
        assertThat(taken(one, 100, 1)).isFalse();
    }

    @Test
    void bucket_expiresUnderItsName() {
        taken(one, 100, 50);
        try (var connection = looker.connect()) {
            assertThat(connection.sync().keys("*")).containsExactly("serai:token:a:tokens");
            assertThat(connection.sync().ttl("serai:token:a:tokens")).isBetween(43_000L, 43_300L);
        }
    }

    private static boolean taken(Limiter limiter, long perDay, long tokens) {
        return Given.refusal(limiter, List.of(Given.token(Given.tokens(Given.perDay(perDay)))), tokens) == null;
    }

    private static String uri() {
        return "redis://localhost:" + redis.ports().get(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void errorOfTheClient_isAnOutage() {
        BucketProxy broken = mock(BucketProxy.class);
        doThrow(new NoClassDefFoundError("a test's")).when(broken).addTokens(anyLong());

        here.correct(new BucketTake(null, 1, null, broken), -1);

        assertThat(Given.refusal(one, List.of(Given.token(Given.requests(Given.perDay(1)))), 1))
                .extracting(ApiException::code)
                .isEqualTo("limits_unavailable");
    }
}
