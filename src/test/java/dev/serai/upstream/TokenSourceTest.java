package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tokens are fetched ahead, once for all who wait, and not again and again where there are none. */
class TokenSourceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger fetched = new AtomicInteger();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private RuntimeException failure;
    private final TokenSource source = new TokenSource(this::fetch, threads::add, nanos::get);

    private Token fetch() {
        int number = fetched.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
        return Token.of("the-token-number-" + number, HOUR);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private String token() {
        CompletableFuture<String> token = source.token();
        run();
        return token.join();
    }

    @Test
    void allWhoWait_getTheOneThatIsFetched() {
        CompletableFuture<String> first = source.token();
        CompletableFuture<String> second = source.token();
        assertThat(first).isNotDone();
        run();

        assertThat(first.join()).isEqualTo("the-token-number-1");
        assertThat(second.join()).isEqualTo("the-token-number-1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void anotherOne_isFetchedAheadWhileTheOldOneServes() {
        token();
        pass(HOUR.minusMinutes(4));

        assertThat(source.token().join()).isEqualTo("the-token-number-1");
        assertThat(source.token().join()).isEqualTo("the-token-number-1");
        assertThat(threads).hasSize(1);
        run();
        assertThat(source.token().join()).isEqualTo("the-token-number-2");
    }

    @Test
    void freshToken_isFetchedOnce() {
        token();
        pass(HOUR.minusMinutes(6));

        assertThat(token()).isEqualTo("the-token-number-1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void endedToken_servesNobody() {
        token();
        pass(HOUR);

        assertThat(source.token()).isNotDone();
    }

    @Test
    void failure_isToldAllForAWhile_andThenTriedAgain() {
        failure = new IllegalStateException("no");

        assertThatThrownBy(this::token).hasCause(failure);
        assertThatThrownBy(this::token).hasCause(failure);
        assertThat(fetched).hasValue(1);

        failure = null;
        pass(Duration.ofMillis(1100));
        assertThat(token()).isEqualTo("the-token-number-2");
    }

    @Test
    void failingAgain_isTriedLessOften() {
        failure = new IllegalStateException("no");
        assertThatThrownBy(this::token).hasCause(failure);
        pass(Duration.ofMillis(1100));
        assertThatThrownBy(this::token).hasCause(failure);
        pass(Duration.ofMillis(1100));
        assertThatThrownBy(this::token).hasCause(failure);

        assertThat(fetched).hasValue(2);
    }

    @Test
    void failureAhead_leavesTheTokenThatIsValid() {
        token();
        pass(HOUR.minusMinutes(4));
        failure = new IllegalStateException("no");

        assertThat(token()).isEqualTo("the-token-number-1");
        assertThat(token()).isEqualTo("the-token-number-1");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void refusedToken_isReplaced() {
        token();
        pass(Duration.ofMinutes(1));

        CompletableFuture<String> other = source.otherThan("the-token-number-1");
        run();
        assertThat(other.join()).isEqualTo("the-token-number-2");
        assertThat(source.otherThan("the-token-number-1").join()).isEqualTo("the-token-number-2");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void refusedTokenThatIsNew_isNotReplaced() {
        token();

        assertThat(source.otherThan("the-token-number-1").join()).isNull();
        assertThat(fetched).hasValue(1);
    }

    @Test
    void error_endsNoThreadAndTellsAllWhoWait() {
        TokenSource broken = new TokenSource(
                () -> {
                    throw new StackOverflowError();
                },
                threads::add,
                nanos::get);
        CompletableFuture<String> token = broken.token();
        run();

        assertThatThrownBy(token::join).hasCauseInstanceOf(StackOverflowError.class);
    }
}
