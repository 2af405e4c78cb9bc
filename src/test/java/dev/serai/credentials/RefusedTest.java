package dev.serai.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What was refused: who is given another one, and who goes on with it. */
class RefusedTest extends RenewedKit {

    @Test
    void refusedOne_servesAllOthers_untilTheNextIsThere() throws Exception {
        renewed.get();
        clock.pass(Duration.ofMinutes(1));
        gate = new CountDownLatch(1);
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> renewed.otherThan("a-secret-token-1"::equals));
        awaitFetches(2);

        assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        gate.countDown();
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("a-secret-token-2");
        assertThat(renewed.get()).isEqualTo("a-secret-token-2");
        assertThat(renewed.otherThan("a-secret-token-1"::equals)).isEqualTo("a-secret-token-2"); // was under way
        assertThat(fetches).hasValue(2);
    }

    @Test
    void refusedOne_servesOn_whileWhoHasTheNextIsAway() throws Exception {
        renewed.get();
        away = true;
        for (int i = 0; i < 10; i++) {
            clock.pass(Duration.ofMinutes(1));
            assertThat(renewed.otherThan("a-secret-token-1"::equals)).isNull();
            assertThat(renewed.get()).isEqualTo("a-secret-token-1");
        }
        assertThat(fetches).hasValue(11);
    }

    @Test
    void refusedOneThatIsNew_isNotFetchedAnew() throws Exception {
        renewed.get();

        assertThat(renewed.otherThan("a-secret-token-1"::equals)).isNull();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whatIsFetchedAnewAndTheSame_isNoOther() throws Exception {
        renewed.get();
        clock.pass(Duration.ofMinutes(1));

        assertThat(renewed.otherThan(any -> true)).isNull();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void refusedOneOfSomebodyElses_isNoReasonForOurs() throws Exception {
        assertThat(renewed.otherThan("a project's own"::equals)).isNull();
        assertThat(fetches).hasValue(0);
        renewed.get();
        clock.pass(Duration.ofMinutes(1));
        assertThat(renewed.otherThan("a project's own"::equals)).isNull();
        assertThat(fetches).hasValue(1);
    }
}
