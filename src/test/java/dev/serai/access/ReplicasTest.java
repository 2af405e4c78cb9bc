package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Postgres;
import dev.serai.wire.ApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one database: what one changes, the other goes by soon. */
class ReplicasTest {

    @TempDir
    private Path data;

    private Replica one;
    private Replica two;

    @BeforeEach
    void start() {
        String url = Postgres.freshDatabase();
        one = new Replica(url, data.resolve("one")).start();
        two = new Replica(url, data.resolve("two")).start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    /** How long it took until the other one refused. */
    private static Duration untilRefused(Replica replica, Issued issued) throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < Duration.ofSeconds(10).toNanos()) {
            try {
                replica.caller(issued);
            } catch (ApiException refusal) {
                break;
            }
            Thread.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Issued knownToBoth() {
        Issued issued = one.token(one.project("team"), "ci");
        two.feed.refresh();
        two.caller(issued);
        return issued;
    }

    @Test
    void firstStart_isOneFirstStart() {
        assertThat(new Tokens(one.database).page("", "", "", 10)).hasSize(2);
        assertThat(data.resolve("one/admin-token")).exists();
        assertThat(data.resolve("two/admin-token")).doesNotExist();
    }

    @Test
    void revocation_isKnownToTheOtherWithinASecond() throws InterruptedException {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Issued issued = one.token(
                    one.directory.projectNamed("default").orElseThrow().project(), "ci");
            two.feed.refresh();
            two.caller(issued);
            one.tokens.revoke(issued.token().id(), null, Replica.ACTOR);
            took.add(untilRefused(two, issued));
        }
        Collections.sort(took);
        assertThat(took.get(2)).as("the median of %s", took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void revocationOfWhichNoNotificationCame_isFoundByTheNextLook() throws InterruptedException {
        Issued issued = knownToBoth();
        one.database.transaction(() -> {
            long revision = one.database
                    .sql()
                    .sql("select latest + 1 from revision")
                    .query(Long.class)
                    .single();
            one.database.sql().sql("update revision set latest = latest + 1").update();
            return one.database
                    .sql()
                    .sql("update token set revoked_at = now(), revision = :revision where id = :id")
                    .param("revision", revision)
                    .param("id", issued.token().id())
                    .update();
        });
        assertThat(untilRefused(two, issued)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void listenerWhoseConnectionWasEnded_listensAgain() throws InterruptedException {
        Issued issued = knownToBoth();
        one.database.sql().sql(Replica.END_LISTENERS).query(Boolean.class).list();
        one.tokens.revoke(issued.token().id(), null, Replica.ACTOR);
        assertThat(untilRefused(two, issued)).isLessThan(Duration.ofSeconds(5));
        Awaitility.await().until(() -> listeners() == 2);
    }

    private long listeners() {
        return one.database
                .sql()
                .sql("select count(*) from pg_stat_activity where query = 'listen serai'"
                        + " and datname = current_database()")
                .query(Long.class)
                .single();
    }
}
