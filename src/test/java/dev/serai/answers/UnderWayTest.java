package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.wire.Memory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderWayTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(1);

    @TempDir
    private static Path folder;

    /** One is cancelled, fails and is answered at the same moment, over and over. */
    @Test
    void ofAllWhoEndOne_theFirstDoes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Database database = new Database("", "", "", folder)) {
            database.migrate();
            AnswerStore store = new AnswerStore(database, Clock.fixed(NOON, ZoneOffset.UTC));
            KeptAnswers answers = new KeptAnswers(store, new AnswerLimits(KEPT, 1000, 100, 100_000));
            for (int i = 0; i < 20; i++) {
                KeptAnswer queued = new KeptAnswer(
                        "a", "resp_" + i, null, "queued", "{\"id\":\"r\"}", "[]", List.of(), NOON, NOON.plus(KEPT));
                answers.keep(queued);
                AtomicInteger ended = new AtomicInteger();
                Callable<Optional<KeptAnswer>> end = () -> answers.underWay()
                        .change(queued.key(), Memory.UNCOUNTED, it -> it.is("ended " + ended.incrementAndGet()));
                for (Future<Optional<KeptAnswer>> each : threads.invokeAll(Collections.nCopies(8, end))) {
                    each.get();
                }
                assertThat(ended).hasValue(1);
                assertThat(answers.find(queued.key(), Memory.UNCOUNTED)
                                .orElseThrow()
                                .status())
                        .isEqualTo("ended 1");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
