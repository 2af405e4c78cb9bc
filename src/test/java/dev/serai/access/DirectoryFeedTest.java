package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.serai.access.TokenRegistry.Issued;
import dev.serai.store.Database;
import dev.serai.support.Cable;
import dev.serai.support.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the directory follows the database, and what serves while that is away. */
class DirectoryFeedTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private final Cable cable = new Cable(Postgres.port());
    private final String url = Postgres.url(cable.port(), Postgres.newDatabase());
    private Replica replica;

    /** A replica of its own for changes that the other is to learn of. */
    private Replica other;

    @BeforeEach
    void open() {
        replica = new Replica(url, data, MasterKeysTest.FIRST);
        other = new Replica(url, data.resolve("other"));
        assertThat(replica.feed.refresh()).isTrue();
    }

    @AfterEach
    void close() {
        cable.mend();
        replica.close();
        other.close();
        cable.close();
    }

    @Test
    void changesOfOthers_areTakenIn() {
        Project team = other.project("team");
        Issued issued = other.token(team, "ci");
        assertThat(replica.feed.refresh()).isTrue();
        assertThat(replica.caller(issued).project()).isEqualTo(team.id());

        other.projects.update(team.id(), null, it -> Replica.renamed(it, "crew"), Replica.ACTOR);
        Project successor = other.project("team");
        replica.feed.refresh();
        assertThat(replica.directory
                        .projectNamed("crew")
                        .orElseThrow()
                        .project()
                        .id())
                .isEqualTo(team.id());
        assertThat(replica.directory
                        .projectNamed("team")
                        .orElseThrow()
                        .project()
                        .id())
                .isEqualTo(successor.id());

        other.projects.delete(team.id(), null, Replica.ACTOR);
        replica.feed.refresh();
        assertThat(replica.directory.projectNamed("crew")).isEmpty();
        assertThat(replica.directory.projectNamed(team.id())).isEmpty();
        assertThat(replica.directory.tokenById(issued.token().id())).isEmpty();
        StoreKit.assertRefused(401, "invalid_api_key", () -> replica.caller(issued));
    }

    @Test
    void olderDatabase_isTakenAsAWhole() {
        Project kept = other.project("kept");
        Project lost = other.project("lost");
        replica.feed.refresh();
        other.database
                .sql()
                .sql("delete from project where id = :id")
                .param("id", lost.id())
                .update();
        other.database.sql().sql("update revision set latest = 1").update();
        replica.feed.refresh();
        assertThat(replica.directory.projects()).containsExactly(kept);
        assertThat(replica.directory.projectNamed("lost")).isEmpty();
    }

    @Test
    void keyThatWasTamperedWith_stopsNoOtherChange() {
        Project team = replica.project("team");
        replica.database
                .sql()
                .sql("update project set provider_keys = :keys, revision = revision + 1")
                .param(
                        "keys",
                        "{\"openai\":\"" + replica.masterKeys.encrypt("k", "x").substring(0, 12) + "\"}")
                .update();
        replica.database.sql().sql("update revision set latest = latest + 1").update();
        assertThat(replica.feed.refresh()).isTrue();
        assertThat(replica.directory.project(team.id()).orElseThrow().providerKeys())
                .isEqualTo(Map.of("openai", ""));
    }

    @Test
    void databaseAwayAtTheStart_isReplacedByTheSnapshot() {
        Issued issued = replica.token(replica.project("team"), "ci");
        replica.feed.save();
        cable.cut();
        try (Replica restarted = new Replica(url, data).start()) {
            restarted.caller(issued);
            assertThat(restarted.feed.trouble()).isPresent();
            cable.mend();
            other.database.migrate();
            other.tokens.revoke(issued.token().id(), null, Replica.ACTOR);
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> StoreKit.assertRefused(401, "token_revoked", () -> restarted.caller(issued)));
            assertThat(restarted.feed.trouble()).isEmpty();
        }
    }

    @Test
    void newDatabaseAwayAtTheStart_getsItsFirstTokensLater() throws IOException {
        replica.feed.save();
        Files.deleteIfExists(data.resolve("admin-token"));
        cable.cut();
        try (Replica restarted = new Replica(url, data).start()) {
            assertThat(data.resolve("admin-token")).doesNotExist();
            cable.mend();
            Awaitility.await().atMost(SOON).until(() -> Files.exists(data.resolve("admin-token")));
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(restarted.directory.tokens()).isNotEmpty());
        }
    }

    @Test
    void neitherDatabaseNorSnapshot_isAnErrorThatSaysWhatToDo() {
        cable.cut();
        try (Replica restarted = new Replica(url, data.resolve("empty"))) {
            restarted.upkeep().start();
            assertThatThrownBy(restarted.upkeep()::awaitFilled)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + cable.port())
                    .hasMessageContaining("no snapshot")
                    .hasMessageContaining("SERAI_DB_URL")
                    .hasMessageNotContaining(Postgres.PASSWORD);
        }
    }

    @Test
    void databaseThatGoesAway_isSaidSoAndReturnsByItself() {
        Issued issued = replica.token(replica.project("team"), "ci");
        cable.cut();
        assertThat(replica.feed.refresh()).isFalse();
        assertThat(replica.feed.trouble().orElseThrow()).contains(" ").doesNotContain(Postgres.PASSWORD, "java.");
        replica.caller(issued);
        assertThatThrownBy(() -> replica.project("never"))
                .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain(Postgres.PASSWORD));
        replica.caller(issued);

        cable.mend();
        Awaitility.await().atMost(SOON).until(replica.feed::refresh);
        assertThat(replica.feed.trouble()).isEmpty();
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> other.feed.refresh());
        Issued later = other.token(other.project("later"), "ci");
        assertThat(replica.feed.refresh()).isTrue();
        replica.caller(later);
    }

    /** H2 throws such things where it reads a page that is damaged. */
    @Test
    void errorInTheDatabase_isItsTrouble() {
        Database broken = mock(Database.class);
        doThrow(new StackOverflowError("a test's")).when(broken).migrate();
        DirectoryFeed feed = new DirectoryFeed(broken, replica.directory, new Snapshot(replica.snapshot()));

        assertThat(feed.refresh()).isFalse();
        assertThat(feed.trouble().orElseThrow()).contains("a test's");
    }
}
