package dev.serai.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.MasterKeys;
import dev.serai.redis.RedisLink;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

/** Entries that replicas share: what one keeps others find, and whatever else stands in Redis nobody is given. */
@Timeout(120)
class RedisTierTest {

    private static final int LARGEST = 10_000;
    private static final int LENGTH = 400;
    private static final TierKey KEY = Given.key(1);
    private static final String NAME = RedisTier.PREFIX + KEY.digest();

    // long: a busy machine must not pass for an outage
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static int port;
    private static RedisServer redis;
    private static StatefulRedisConnection<String, byte[]> looker;
    private static RedisClient client;

    private RedisTier here;
    private RedisTier there;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        redis = new RedisServer(port);
        redis.start();
        client = RedisClient.create("redis://localhost:" + port);
        looker = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @AfterAll
    static void stop() throws IOException {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.stop();
    }

    @BeforeEach
    void open() throws Exception {
        looker.sync().flushall();
        here = tier(port, PATIENT, Seal.NONE);
        there = tier(port, PATIENT, Seal.NONE);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static RedisTier tier(int port, Duration patience, Seal seal) throws InterruptedException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RedisLink link = new RedisLink("redis://localhost:" + port, Duration.ofSeconds(1), meters);
        RedisTier tier = new RedisTier(
                link, patience, LARGEST, 1 << 20, seal, TierCounts.of("redis", meters), Clock.systemUTC());
        tier.start();
        Given.await(() -> tier.isReady());
        return tier;
    }

    private static Seal seal(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new KeySeal(new MasterKeys(List.of(Base64.getEncoder().encodeToString(bytes))));
    }

    @Test
    void kept_isFoundByAnotherReplica_forItsTime() throws Exception {
        Given.kept(here, KEY, 1, LENGTH);
        assertThat(Given.found(there, KEY)).isEqualTo(Given.payload(1, LENGTH));
        assertThat(there.find(Given.key(2))).isNull();
        assertThat(looker.sync().pttl(NAME)).isPositive();
        here.keep(Given.key(3), 1, Given.NORMAL, LENGTH, () -> Given.payload(3, LENGTH));
        assertThat(Given.await(() -> here.reading().dropped() == 1))
                .as("its time is over")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed", "cut", "garbage", "ofAnother", "oversized", "gone"})
    void poison_isRefused(String how) throws Exception {
        Given.kept(here, KEY, 1, LENGTH);
        Given.kept(here, Given.key("prj_other", 1), 2, LENGTH);
        byte[] bytes = looker.sync().get(NAME);
        switch (how) {
            case "changed" -> bytes[bytes.length - 1] ^= 1;
            case "cut" -> bytes = java.util.Arrays.copyOf(bytes, bytes.length - 10);
            case "garbage" -> bytes = Given.noise(1, 3000);
            case "ofAnother" ->
                bytes = looker.sync()
                        .get(RedisTier.PREFIX + Given.key("prj_other", 1).digest());
            case "oversized" -> {
                TierEntry large = new TierEntry(KEY, Long.MAX_VALUE, Given.LATER, 3, new byte[100_000]);
                bytes = EntryBytes.of(large);
            }
            default -> bytes = EntryBytes.of(new TierEntry(KEY, Long.MAX_VALUE, 1, 3, new byte[10]));
        }
        looker.sync().set(NAME, bytes);
        assertThat(there.find(KEY)).isNull();
        assertThat(there.reading().refused()).isEqualTo(how.equals("gone") ? 0 : 1);
        assertThat(there.reading().trouble()).isNull();
    }

    @Test
    void sealed_isGivenToWhoHasTheKey_underItsNameAlone() throws Exception {
        try (RedisTier sealing = tier(port, PATIENT, seal(1));
                RedisTier same = tier(port, PATIENT, seal(1));
                RedisTier other = tier(port, PATIENT, seal(2))) {
            Given.kept(sealing, KEY, 1, LENGTH);
            assertThat(new String(looker.sync().get(NAME), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("answer 1");
            assertThat(Given.found(same, KEY)).isEqualTo(Given.payload(1, LENGTH));
            assertThat(other.find(KEY)).isNull();
            Given.kept(here, KEY, 666, LENGTH); // by who can write to Redis, and has no key
            assertThat(same.find(KEY)).isNull();
            assertThat(same.reading().refused()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "model", "category", "digest", "all"})
    void forgottenByOne_isGoneForAll(String by) throws Exception {
        Given.kept(here, KEY, 1, LENGTH);
        TierKey other = new TierKey("b", "another", "other", Given.key("b", 4).digest());
        Given.kept(here, other, 4, LENGTH);
        TierKey chosen = switch (by) {
            case "project" -> new TierKey(KEY.project(), null, null, null);
            case "model" -> new TierKey(null, KEY.model(), null, null);
            case "category" -> new TierKey(null, null, KEY.category(), null);
            case "digest" -> new TierKey(null, null, null, KEY.digest());
            default -> TierKey.ALL;
        };
        var saved = here.forget(chosen);
        assertThat(here.find(KEY)).isNull();
        saved.get(60, TimeUnit.SECONDS);
        assertThat(there.find(KEY)).isNull();
        assertThat(there.find(other) == null).isEqualTo(by.equals("all"));
        Given.kept(here, KEY, 2, LENGTH);
        assertThat(Given.found(there, KEY)).as("what comes later").isEqualTo(Given.payload(2, LENGTH));
    }

    @Test
    void whereRedisLosesWhatWasForgotten_nothingComesBack() throws Exception {
        for (int i = 0; i < 10; i++) { // oftener than the seconds that go by
            here.forget(TierKey.ALL).get(60, TimeUnit.SECONDS);
        }
        Given.kept(here, KEY, 1, LENGTH);
        looker.sync().del(RedisMarks.NAME);
        assertThat(here.find(KEY)).isNull();
        assertThat(there.find(KEY)).isNull();
        assertThat(Given.await(() -> looker.sync().exists(RedisMarks.NAME) == 1))
                .isTrue();
        assertThat(there.find(KEY)).isNull();
    }

    @Test
    void redisThatGoesAway_isPassedBy_andUsedAgain() throws Exception {
        Given.kept(here, KEY, 1, LENGTH);
        redis.stop();
        try {
            assertThat(Given.await(() -> here.reading().trouble() != null)).isTrue();
            assertThat(here.find(KEY)).isNull();
            Given.keep(here, 2, LENGTH);
            assertThat(here.reading().passedBy()).isPositive();
        } finally {
            redis.start();
        }
        assertThat(Given.await(() -> here.reading().trouble() == null)).isTrue();
        assertThat(Given.await(() -> {
                    Given.keep(here, 3, LENGTH);
                    return here.find(Given.key(3)) != null;
                }))
                .isTrue();
    }

    @Test
    void slowRedis_isNotWaitedFor() throws Exception {
        Given.kept(here, KEY, 1, LENGTH);
        try (RedisTier hurried = tier(port, Duration.ofMillis(2), Seal.NONE)) {
            var unused = looker.async().clientPause(60_000);
            for (int i = 0; i < 500; i++) {
                hurried.find(KEY);
            }
            assertThat(hurried.reading().passedBy()).isGreaterThan(400);
            assertThat(hurried.reading().trouble()).contains("2 ms");
        } finally {
            redis.stop(); // which is the end of the pause
            redis.start();
        }
    }
}
