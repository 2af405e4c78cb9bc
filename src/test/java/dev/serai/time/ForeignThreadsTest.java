package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads of libraries that live as long as the process are not ours to guard: an error of the JVM in a task must not end
 * them. Resilience4j half-opens breakers on one, and Lettuce's connections to Redis are on Netty's event
 * loops. Where that is not so, there are threads of our own: {@code LinkThreads}.
 */
@Timeout(60)
class ForeignThreadsTest {

    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .waitDurationInOpenState(Duration.ofMillis(100))
            .build();

    @Test
    void breakers_areHalfOpenedAfterAnError() throws Exception {
        for (int i = 0; i < 20; i++) { // more than the scheduler has threads
            CircuitBreaker failing = CircuitBreaker.of("failing", CONFIG);
            failing.getEventPublisher().onStateTransition(event -> {
                if (event.getStateTransition().getToState() == State.HALF_OPEN) {
                    throw new StackOverflowError("a test's");
                }
            });
            failing.transitionToOpenState();
        }
        Thread.sleep(500); // so that all have failed

        CircuitBreaker breaker = CircuitBreaker.of("breaker", CONFIG);
        breaker.transitionToOpenState();
        for (int i = 0; i < 500 && breaker.getState() != State.HALF_OPEN; i++) {
            Thread.sleep(20);
        }
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void eventLoop_goesOnAfterAnError() throws Exception {
        EventLoopGroup group = new NioEventLoopGroup(1);
        try {
            CompletableFuture<Thread> before = new CompletableFuture<>();
            group.execute(() -> before.complete(Thread.currentThread()));
            group.execute(() -> {
                throw new StackOverflowError("a test's");
            });
            var unused = group.schedule(
                    () -> {
                        throw new OutOfMemoryError("a test's");
                    },
                    1,
                    TimeUnit.MILLISECONDS);
            Thread.sleep(100); // so that it was thrown
            CompletableFuture<Thread> after = new CompletableFuture<>();
            group.execute(() -> after.complete(Thread.currentThread()));

            assertThat(after.get(10, TimeUnit.SECONDS)).isSameAs(before.get(10, TimeUnit.SECONDS));
        } finally {
            var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
