package dev.serai.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.access.Caller;
import dev.serai.breakers.ClientLeft;
import dev.serai.call.Call;
import dev.serai.time.Watchdog;
import dev.serai.wire.Memory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever makes vectors is waited for as long as patience lasts, and left alone for a while then. */
class EmbedderTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Watchdog watchdog = new Watchdog();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model-silent").errorHandler(noErrorHandler()).process(exchange -> {
                    times.incrementAndGet();
                    Call call = Call.of(exchange);
                    asked.countDown();
                    call.waiting().pause(Duration.ofSeconds(60));
                    call.requireClient();
                });
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        watchdog.close();
        context.stop();
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        Call call = new Call("req", Memory.UNCOUNTED);
        call.endsWith(exchange);
        exchange.setVariable(Call.VARIABLE, call);
        exchange.setVariable(Caller.VARIABLE, Caller.gateway());
        return exchange;
    }

    @Test
    void whoTakesTooLong_isBrokenOff_andLeftAlone() {
        Embedder embedder = new Embedder(watchdog, Duration.ofMillis(1));
        assertThat(embedder.embed(exchange(), "silent", List.of("a"))).isNull();
        assertThat(embedder.embed(exchange(), "silent", List.of("a"))).isNull();
        assertThat(times).hasValue(1);
        assertThat(embedder.underWay()).isZero();
    }

    @Test
    void callerWhoLeaves_endsIt() throws Exception {
        Embedder embedder = new Embedder(watchdog, Duration.ofMinutes(5));
        Exchange exchange = exchange();
        Thread leaving = new Thread(() -> {
            try {
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
                Call.of(exchange).abort();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        leaving.start();
        assertThatThrownBy(() -> embedder.embed(exchange, "silent", List.of("a")))
                .isInstanceOf(ClientLeft.class);
        leaving.join();
        assertThat(embedder.underWay()).isZero();
    }

    @Test
    void aliasThatIsNotThere_makesNone() {
        assertThat(new Embedder(watchdog, Duration.ofMinutes(5)).embed(exchange(), "nobody", List.of("a")))
                .isNull();
    }

    @Test
    void errorOnTheWay_makesNone() {
        Embedder embedder = new Embedder(watchdog, Duration.ofMinutes(5));
        Exchange exchange = exchange();
        Call.of(exchange).hooks().beforeAsking(alias -> {
            throw new StackOverflowError("a test's");
        });
        assertThat(embedder.embed(exchange, "silent", List.of("a"))).isNull();
        assertThat(embedder.embed(exchange, "silent", List.of("a"))).isNull();
        assertThat(times).hasValue(0);
        assertThat(embedder.underWay()).isZero();
    }
}
