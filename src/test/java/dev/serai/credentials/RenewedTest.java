package dev.serai.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.log.Secrets;
import dev.serai.support.MovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What expires is there before it is needed, and nobody fetches it twice. */
class RenewedTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovedClock clock = MovedClock.standing();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile RuntimeException broken;
    private volatile boolean away;

    private final Renewed<String> renewed = new Renewed<>("Tokens of a test", this::fetch, clock, List::of);

    private Renewed.Lease<String> fetch() throws NoCredentials {
        int number = fetches.incrementAndGet();
        try {
            gate.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (broken != null) {
            throw broken;
        }
        if (away) {
            throw NoCredentials.failed("away", null);
        }
        return new Renewed.Lease<>("a-secret-token-" + number, clock.instant().plus(HOUR));
    }

    private void awaitFetches(int count) throws InterruptedException {
        for (int i = 0; i < 1000 && fetches.get() < count; i++) {
            Thread.sleep(5);
        }
        assertThat(fetches).hasValue(count);
    }

    private void awaitValue(String value) throws Exception {
        for (int i = 0; i < 1000 && !renewed.get().equals(value); i++) {
            Thread.sleep(5);
        }
        assertThat(renewed.get()).isEqualTo(value);
    }

    @Test
    void whatIsThere_isGivenAgain() throws Exception {
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        clock.pass(Duration.ofMinutes(54));
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void soonToExpire_isRenewedBehindItsBack() throws Exception {
        renewed.get();
        gate = new CountDownLatch(1);
        clock.pass(Duration.ofMinutes(56));

        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        awaitFetches(2);
        gate.countDown();
        awaitValue("a-secret-token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void allWhoWait_waitForOne() throws Exception {
        gate = new CountDownLatch(1);
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CompletableFuture<String> got = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    got.complete(renewed.get());
                } catch (NoCredentials e) {
                    got.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            waiting.add(got);
        }
        awaitFetches(1);
        gate.countDown();

        for (CompletableFuture<String> got : waiting) {
            assertThat(got.get(10, TimeUnit.SECONDS)).isEqualTo("a-secret-token-1");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void failedRenewal_leavesWhatIsValid_andIsTriedAgain() throws Exception {
        renewed.get();
        away = true;
        clock.pass(Duration.ofMinutes(56));
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        awaitFetches(2);
        awaitValue("a-secret-token-1");
        assertThat(fetches).hasValue(2); // within the pause
        away = false;
        clock.pass(Duration.ofSeconds(2));

        awaitValue("a-secret-token-3");
    }

    @Test
    void whoIsAway_isNotAskedByEveryRequest() {
        away = true;
        assertThatThrownBy(renewed::get).hasMessage("away");
        assertThatThrownBy(renewed::get).hasMessage("away");
        assertThat(fetches).hasValue(1);
        clock.pass(Duration.ofSeconds(2));
        assertThatThrownBy(renewed::get).hasMessage("away");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whatIsThrown_isAFailure_andNoEnd() throws Exception {
        broken = new IllegalStateException("a secret");
        assertThatThrownBy(renewed::get).isInstanceOf(NoCredentials.class).hasMessage("the gateway's log says why");
        broken = null;
        clock.pass(Duration.ofSeconds(2));
        assertThat(renewed.get()).isEqualTo("a-secret-token-2");
    }

    @Test
    void refusedOne_isFetchedAnew_unlessItIsNew() throws Exception {
        renewed.get();
        renewed.refused();
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        clock.pass(Duration.ofMinutes(1));
        renewed.refused();
        assertThat(renewed.get()).isEqualTo("a-secret-token-2");
    }

    @Test
    void secrets_areKnownWhileTheyAreInUse_andNoLonger() throws Exception {
        int before = Secrets.known().size();
        renewed.get();
        assertThat(Secrets.known().isIn("x a-secret-token-1 y")).isTrue();
        for (int i = 0; i < 20; i++) {
            clock.pass(Duration.ofMinutes(61));
            renewed.get();
        }
        assertThat(Secrets.known().isIn("x a-secret-token-21 y")).isTrue();
        assertThat(Secrets.known().isIn("x a-secret-token-20 y")).isTrue(); // may be on its way
        assertThat(Secrets.known().isIn("x a-secret-token-3 y")).isFalse();
        assertThat(Secrets.known().size() - before).isLessThan(30);
    }
}
