package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.MovedClock;
import dev.serai.support.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedIdsTest {

    @Nested
    class InH2 extends Contract {
        @Override
        String url() {
            return "";
        }
    }

    @Nested
    class InPostgres extends Contract {
        @Override
        String url() {
            return Postgres.freshDatabase();
        }
    }

    abstract static class Contract {

        @TempDir
        Path data;

        private final MovedClock clock = MovedClock.standing();
        private Database database;
        private OwnedIds ids;

        abstract String url();

        @BeforeEach
        void open() {
            database = new Database(url(), "", "", data);
            database.migrate();
            ids = new OwnedIds(database, clock);
        }

        @AfterEach
        void close() {
            database.close();
        }

        private List<String> found(String tenant, String... asked) {
            return ids.find(tenant, List.of(asked)).stream()
                    .map(OwnedIds.Owned::id)
                    .toList();
        }

        @Test
        void id_isItsTenantsAlone() {
            ids.add("a", "openai", "file-1", false);
            ids.add("b", "openai", "file-2", false);
            assertThat(found("a", "file-1", "file-2", "file-3")).containsExactly("file-1");
            assertThat(found("b", "file-1")).isEmpty();
            assertThat(ids.isForeign("b", "openai", List.of("x", "file-1"))).isTrue();
            assertThat(ids.isForeign("a", "openai", List.of("x", "file-1"))).isFalse();
            assertThat(ids.isForeign("b", "groq", List.of("file-1"))).isFalse();
            ids.remove("b", "openai", "file-1");
            assertThat(found("a", "file-1")).hasSize(1);
            ids.remove("a", "openai", "file-1");
            assertThat(found("a", "file-1")).isEmpty();
        }

        @Test
        void outputs_staySo_andTheirLinesAreBookedOnce() throws Exception {
            ids.add("a", "openai", "file-1", true);
            ids.add("a", "openai", "file-1", false);
            OwnedIds.Owned output = ids.find("a", List.of("file-1")).get(0);
            assertThat(output.outputs()).isTrue();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                Callable<Boolean> book = () -> ids.book("a", output, 10);
                long booked = pool.invokeAll(List.of(book, book, book, book)).stream()
                        .filter(it -> {
                            try {
                                return it.get();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        })
                        .count();
                assertThat(booked).isEqualTo(1);
            } finally {
                pool.shutdownNow();
            }
            assertThat(ids.find("a", List.of("file-1")).get(0).booked()).isEqualTo(10);
        }

        @Test
        void whatIsNotUsedForLong_isForgotten() {
            OwnedUpkeep upkeep = new OwnedUpkeep(database, Duration.ofDays(10), 100, clock);
            ids.add("a", "openai", "file-1", false);
            ids.add("a", "openai", "file-2", false);
            clock.pass(Duration.ofDays(6));
            assertThat(found("a", "file-1")).hasSize(1);
            clock.pass(Duration.ofDays(6));
            upkeep.clear();
            assertThat(found("a", "file-1", "file-2")).containsExactly("file-1");
        }

        @Test
        void tooManyOfATenant_areForgotten_theOldestFirst() {
            OwnedUpkeep upkeep = new OwnedUpkeep(database, Duration.ofDays(10), 3, clock);
            for (int i = 0; i < 5; i++) {
                ids.add("a", "openai", "file-" + i, false);
                ids.add("b", "openai", "other-" + i % 2, false);
                clock.pass(Duration.ofMinutes(1));
            }
            upkeep.clear();
            assertThat(found("a", "file-0", "file-1", "file-2", "file-3", "file-4"))
                    .containsExactlyInAnyOrder("file-2", "file-3", "file-4");
            assertThat(found("b", "other-0", "other-1")).hasSize(2);
        }
    }
}
