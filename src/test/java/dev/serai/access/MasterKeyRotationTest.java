package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.ProjectRegistry.Draft;
import dev.serai.store.Audit;
import dev.serai.store.Revision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of provider keys when the master key changes. */
class MasterKeyRotationTest {

    private static final String FIRST = MasterKeysTest.FIRST;
    private static final String SECOND = MasterKeysTest.SECOND;

    @TempDir
    private Path data;

    private String acme;
    private String plain;

    @BeforeEach
    void fill() {
        try (Replica replica = new Replica("", data, FIRST)) {
            replica.database.migrate();
            acme = withKeys(replica, "acme", "openai", "anthropic");
            plain = withKeys(replica, "plain");
        }
    }

    private static String withKeys(Replica replica, String name, String... providers) {
        String id = replica.project(name).id();
        Map<String, String> keys = new HashMap<>();
        for (String provider : providers) {
            String place = MasterKeys.place(id, provider);
            keys.put(provider, replica.masterKeys.encrypt("sk-canary-" + provider, place));
        }
        replica.projects.update(id, null, it -> new Draft(name, true, Rules.NONE, keys, Map.of()), Replica.ACTOR);
        return id;
    }

    private static void rotate(Replica replica) {
        replica.feed.refresh();
        new MasterKeyRotation(replica.database, replica.projects, replica.masterKeys).run();
    }

    private static List<Audit.Entry> rotations(Replica replica) {
        return replica.audit.page("", Long.MAX_VALUE, 100).stream()
                .filter(entry -> entry.action().equals("project.reencrypt"))
                .toList();
    }

    private void assertReadable(Replica replica) {
        assertThat(replica.directory.project(acme).orElseThrow().providerKeys())
                .isEqualTo(Map.of("openai", "sk-canary-openai", "anthropic", "sk-canary-anthropic"));
    }

    private boolean isCurrent(Replica replica) {
        return new Projects(replica.database)
                .find(acme).orElseThrow().providerKeys().values().stream().allMatch(replica.masterKeys::isCurrent);
    }

    @Test
    void keysUnderThePrevious_areBroughtUnderTheCurrent() {
        try (Replica replica = new Replica("", data, SECOND, FIRST)) {
            rotate(replica);
            assertThat(isCurrent(replica)).isTrue();
            assertReadable(replica);
            assertThat(rotations(replica)).singleElement().satisfies(entry -> {
                assertThat(entry.subject()).isEqualTo(acme);
                assertThat(entry.actor()).isEqualTo("serai");
                assertThat(entry.after()).contains("openai").doesNotContain("canary");
            });
            assertThat(new Projects(replica.database).find(plain).orElseThrow().revision())
                    .isLessThanOrEqualTo(4);
        }
        try (Replica replica = new Replica("", data, SECOND)) {
            replica.feed.refresh();
            assertReadable(replica);
        }
    }

    @Test
    void currentKeys_stayAsTheyAre() {
        try (Replica replica = new Replica("", data, FIRST, SECOND)) {
            long before = new Revision(replica.database).current();
            rotate(replica);
            assertThat(new Revision(replica.database).current()).isEqualTo(before);
            assertThat(rotations(replica)).isEmpty();
        }
    }

    @Test
    void withoutMasterKey_nothingHappens() {
        try (Replica replica = new Replica("", data)) {
            rotate(replica);
            assertThat(rotations(replica)).isEmpty();
            assertThat(replica.directory.project(acme).orElseThrow().providerKeys())
                    .containsEntry("openai", "");
        }
        try (Replica replica = new Replica("", data, FIRST)) {
            replica.feed.refresh();
            assertReadable(replica);
        }
    }

    @Test
    void keyThatCannotBeRead_isLeftForTheMasterKeyThatCan() {
        try (Replica replica = new Replica("", data, SECOND)) {
            rotate(replica);
            assertThat(rotations(replica)).isEmpty();
            withKeys(replica, "other", "openai");
        }
        try (Replica replica = new Replica("", data, FIRST, SECOND)) {
            rotate(replica);
            assertThat(rotations(replica)).hasSize(1);
            assertReadable(replica);
        }
    }

    @Test
    void secondReplica_findsNothingToDo() {
        try (Replica replica = new Replica("", data, SECOND, FIRST)) {
            rotate(replica);
            rotate(replica);
            assertThat(rotations(replica)).hasSize(1);
            assertThat(replica.projects.reencrypt("prj_gone", Project::providerKeys, Replica.ACTOR))
                    .isFalse();
        }
    }

    @Test
    void upkeep_rotatesInTheBackground() {
        try (Replica replica = new Replica("", data, SECOND, FIRST).start()) {
            assertReadable(replica);
            Awaitility.await().until(() -> isCurrent(replica));
            assertReadable(replica);
        }
    }
}
