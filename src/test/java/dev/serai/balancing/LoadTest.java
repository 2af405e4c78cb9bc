package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final double SECOND = 1e9;
    private static final Offset<Double> SLIGHTLY = within(0.001);

    private final Simulation simulation = new Simulation();
    private final Load load = simulation.loads.of("acme/one");

    @Test
    void newLoad_isReadyAndUnknown() {
        assertThat(load.latency()).isZero();
        assertThat(load.successRate()).isEqualTo(1);
        assertThat(load.readiness()).isEqualTo(1);
        assertThat(load.restsFor()).isZero();
        assertThat(simulation.loads.of("acme/one")).isSameAs(load);
    }

    @Test
    void turn_endsOnce() {
        Load.Turn turn = load.begin();
        Load.Turn other = load.begin();
        assertThat(load.inFlight()).isEqualTo(2);

        turn.succeeded();
        turn.failed();
        turn.ended();

        assertThat(load.inFlight()).isEqualTo(1);
        assertThat(load.successRate()).isEqualTo(1);
        other.ended();
        assertThat(load.inFlight()).isZero();
    }

    @Test
    void firstToken_countsOnce() {
        Load.Turn turn = load.begin();
        seconds(1);
        turn.firstToken();
        seconds(5);
        turn.firstToken();
        turn.succeeded();

        assertThat(load.lastLatency()).isEqualTo(SECOND);
    }

    @Test
    void latency_jumpsUpAndComesDownWithTime() {
        took(1);
        took(4);
        assertThat(load.latency()).isEqualTo(4 * SECOND);

        seconds(10);
        assertThat(load.latency() / SECOND).isCloseTo(4 / Math.E, SLIGHTLY);
        assertThat(load.lastLatency()).isEqualTo(4 * SECOND);

        took(1); // a second later: e^(-1.1) of the peak, and the rest of what is seen now
        double left = Math.exp(-1.1);
        assertThat(load.latency() / SECOND).isCloseTo(4 * left + (1 - left), SLIGHTLY);
    }

    @Test
    void cost_countsRequestsInFlight() {
        assertThat(load.cost()).isZero();
        Load.Turn first = load.begin();
        assertThat(load.cost()).as("unknown, and asked already").isGreaterThan(1000 * SECOND);
        seconds(1);
        first.firstToken();

        assertThat(load.cost()).isEqualTo(2 * SECOND);
    }

    @Test
    void failures_areForgivenWithTime() {
        fail(10);
        assertThat(load.successRate()).isCloseTo(Math.pow(0.9, 10), SLIGHTLY);

        seconds(30);
        assertThat(load.successRate()).isCloseTo(1 - (1 - Math.pow(0.9, 10)) / Math.E, SLIGHTLY);
    }

    @Test
    void failingFast_isNotBeingFast() {
        fail(1);
        assertThat(load.latency()).isEqualTo(SECOND);

        took(3);
        fail(1);
        assertThat(load.latency()).isEqualTo(3 * SECOND);
    }

    @Test
    void someFailures_costNoWeight() {
        fail(3);

        assertThat(load.readiness()).isEqualTo(1);
    }

    @Test
    void targetThatWasDown_startsSlowly() {
        fail(10);
        assertThat(load.readiness()).isEqualTo(0.1);
        seconds(15);
        assertThat(load.readiness()).isCloseTo(0.55, SLIGHTLY);
        seconds(15);
        assertThat(load.readiness()).isEqualTo(1);
    }

    @Test
    void targetThatRested_startsSlowly() {
        load.rest(Duration.ofSeconds(20).toNanos());
        load.rest(Duration.ofSeconds(5).toNanos());
        assertThat(load.restsFor()).isEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(load.readiness()).isEqualTo(0.1);

        seconds(20);
        assertThat(load.restsFor()).isZero();
        assertThat(load.readiness()).isEqualTo(0.1);
        seconds(30);
        assertThat(load.readiness()).isEqualTo(1);
    }

    @Test
    void manyThreads_loseNoTurn() throws InterruptedException {
        int threads = 8;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < 10_000; n++) {
                            Load.Turn turn = load.begin();
                            turn.firstToken();
                            turn.succeeded();
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();

        assertThat(load.inFlight()).isZero();
        assertThat(load.successRate()).isEqualTo(1);
    }

    private void seconds(long seconds) {
        simulation.pass(Duration.ofSeconds(seconds));
    }

    private void took(long seconds) {
        Load.Turn turn = load.begin();
        seconds(seconds);
        turn.firstToken();
        turn.succeeded();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            load.begin().failed();
        }
    }
}
