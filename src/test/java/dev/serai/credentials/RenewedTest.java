package dev.serai.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.log.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What expires is there before it is needed, and nobody fetches it twice. */
class RenewedTest extends RenewedKit {

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
        awaitEndOfFetches();
        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
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
    void failingAgain_isTriedLessOften() {
        away = true;
        for (int i = 0; i < 3; i++) { // after one second, then after two
            assertThatThrownBy(renewed::get).hasMessage("away");
            clock.pass(Duration.ofMillis(1100));
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void error_endsNoThread_andTellsAllWhoWait() {
        Renewed<String> failing = new Renewed<>(
                "Tokens of a test",
                () -> {
                    throw new StackOverflowError();
                },
                clock,
                List::of);

        assertThatThrownBy(failing::get).isInstanceOf(NoCredentials.class).hasMessage("the gateway's log says why");
    }

    @Test
    void soonToEnd_servesNobody_sinceClocksDiffer() throws Exception {
        renewed.get();
        clock.pass(HOUR.minusSeconds(29));

        assertThat(renewed.get()).isEqualTo("a-secret-token-2");
    }

    @Test
    void whatLastsForEver_isFetchedAnewAfterADay() throws Exception {
        life = Duration.ofDays(1_000_000_000);
        renewed.get();
        clock.pass(Duration.ofDays(1));

        assertThat(renewed.get()).isEqualTo("a-secret-token-2");
    }

    @Test
    void whatHasExpiredAlready_isNone_andAPauseFollows() {
        for (Duration expired :
                List.of(Duration.ZERO, Duration.ofDays(-1), Duration.between(clock.instant(), Instant.MIN))) {
            life = expired;
            int before = fetches.get();
            assertThatThrownBy(renewed::get).isInstanceOf(NoCredentials.class).hasMessageContaining("expired already");
            assertThatThrownBy(renewed::get).isInstanceOf(NoCredentials.class);
            assertThat(fetches).hasValue(before + 1);
            clock.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void whoNeverAnswers_isAskedAgain() throws Exception {
        renewed.get();
        CountDownLatch never = new CountDownLatch(1);
        gate = never;
        clock.pass(Duration.ofMinutes(56));
        renewed.get();
        awaitFetches(2);
        gate = new CountDownLatch(0);
        clock.pass(Duration.ofMinutes(2));

        awaitValue("a-secret-token-3");
        never.countDown();
    }

    @Test
    void secretThatStaysTheSame_staysKnown() throws Exception {
        fixed = "a-secret-that-stays";
        renewed.get();
        clock.pass(HOUR);
        renewed.get();
        fixed = "a-secret-that-is-new";
        clock.pass(HOUR);
        renewed.get();
        assertThat(Secrets.known().isIn("x a-secret-that-stays y")).isTrue(); // may be on its way

        renewed.end();
        assertThat(Secrets.known().isIn("x a-secret-that-stays y")).isFalse();
        assertThat(Secrets.known().isIn("x a-secret-that-is-new y")).isFalse();
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
