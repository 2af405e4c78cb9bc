package dev.serai.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.alerts.Silences.Silence;
import dev.serai.store.Database;
import dev.serai.support.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas on one PostgreSQL: what any of them finds, one tells. */
class ReplicatedAlertsTest {

    private static final String FIRES = "mail firing {provider=acme}";
    private static final String OVER = "mail over {provider=acme}";

    private final AlertRule rule = AlertKit.rule();
    private AlertKit one;
    private AlertKit two;

    @BeforeEach
    void start() {
        Database database = new Database(Postgres.freshDatabase(), "", "", Path.of("target/data"));
        database.migrate();
        one = AlertKit.on(database);
        two = one.beside("two");
    }

    @AfterEach
    void stop() {
        two.books.close();
        one.close();
    }

    @Test
    void whatBothFind_isToldOnce_andThatItIsOverWhenNeitherDoes() {
        one.round(rule, "acme", 40);
        two.roundNow(rule, "acme", 45);
        one.round(rule, "acme", 40);
        two.roundNow(rule, "acme", 45);
        assertThat(one.told()).containsExactly(FIRES);
        one.round(rule, "acme", 1);
        two.roundNow(rule, "acme", 45);
        assertThat(one.told()).isEmpty();
        two.round(rule, "acme", 1);
        one.roundNow(rule, "acme", 1);
        assertThat(one.told()).containsExactly(OVER);
    }

    @Test
    void whatOneFindsAlone_isToldOnce() {
        two.round(rule, "acme", 40);
        one.roundNow(rule, "acme", 1);
        two.round(rule, "acme", 40);
        one.roundNow(rule, "acme", 1);
        assertThat(one.told()).containsExactly(FIRES);
    }

    @Test
    void replicaThatIsGone_isNotWaitedFor() {
        two.round(rule, "acme", 40);
        one.roundNow(rule, "acme", 1);
        for (int i = 0; i < 4; i++) {
            one.round(rule, "acme", 1);
        }
        assertThat(one.told()).containsExactly(FIRES, OVER);
    }

    @Test
    void replicaThatWasToTell_andIsGone_isStoodInFor() {
        two.broken.add("mail");
        two.round(rule, "acme", 40);
        assertThat(one.told()).isEmpty();
        one.round(rule, "acme", 40);
        assertThat(one.told()).containsExactly(FIRES);
    }

    @Test
    void whatEndsWhileAnotherJudges_doesNotFireAgain() {
        one.round(rule, "acme", 40);
        two.roundNow(rule, "acme", 40);
        one.clock.pass(Duration.ofMinutes(1));
        two.meanwhile(() -> one.roundNow(rule, "acme", 1));
        two.roundNow(rule, "acme", 1);
        two.round(rule, "acme", 1);
        one.roundNow(rule, "acme", 1);
        assertThat(one.told()).containsExactly(FIRES, OVER);
    }

    @Test
    void whatBeginsWhileAnotherJudges_isNotOver() {
        two.meanwhile(() -> one.roundNow(rule, "acme", 40));
        two.round(rule, "acme", 1);
        two.round(rule, "acme", 1);
        one.roundNow(rule, "acme", 40);
        assertThat(one.told()).containsExactly(FIRES);
    }

    @Test
    void roundsAtTheSameMoment_tellOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 20; i++) {
                boolean slow = i % 2 == 0;
                one.clock.pass(Duration.ofMinutes(1));
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> rounds = List.of(
                        threads.submit(() -> round(start, one, slow)), threads.submit(() -> round(start, two, slow)));
                start.countDown();
                for (Future<?> each : rounds) {
                    each.get();
                }
                if (!slow) { // whoever came first still saw what the other had found
                    one.clock.pass(Duration.ofMinutes(1));
                    one.roundNow(rule, "acme", 1);
                    two.roundNow(rule, "acme", 1);
                }
                assertThat(one.told()).as("round " + i).containsExactly(slow ? FIRES : OVER);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void round(CountDownLatch start, AlertKit kit, boolean slow) throws InterruptedException {
        start.await();
        kit.roundNow(rule, "acme", slow ? 40 : 1);
        return null;
    }

    @Test
    void silence_isKnownToAll() {
        one.alerts.silence(
                new Silence("slow", null, one.clock.instant().plus(Duration.ofHours(1)), "it is known", "somebody"));
        two.alerts.silences().refresh(two.clock.instant());
        two.round(rule, "acme", 40);
        assertThat(one.told()).isEmpty();

        two.alerts.silence(new Silence("slow", null, two.clock.instant(), "", "somebody"));
        one.alerts.silences().refresh(one.clock.instant());
        one.round(rule, "acme", 40);
        assertThat(one.told()).containsExactly(FIRES);
    }
}
