package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry.Draft;
import dev.serai.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What any database promises to many who change things at once, and to one who follows. */
abstract class StoreConcurrencyContract extends StoreKit {

    private static final int THREADS = 8;
    private static final int ROUNDS = 5;
    private static final int CHANGES = 5;

    @Test
    void changesAtOnce_haveRevisionsOfTheirOwn_andAFollowerMissesNone() throws Exception {
        Directory directory = new Directory(replica.masterKeys);
        DirectoryFeed follower =
                new DirectoryFeed(replica.database, directory, new Snapshot(data.resolve("other.json.gz")));
        assertThat(follower.refresh()).isTrue();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            AtomicBoolean done = new AtomicBoolean();
            Future<Boolean> following = threads.submit(() -> follow(follower, done));
            List<Callable<List<Long>>> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int worker = i;
                workers.add(() -> change(worker));
            }
            List<Long> revisions = new ArrayList<>();
            for (Future<List<Long>> worker : threads.invokeAll(workers)) {
                assertThat(worker.get()).isSorted();
                revisions.addAll(worker.get());
            }
            done.set(true);
            assertThat(following.get()).isTrue();
            assertThat(revisions).hasSize(THREADS * ROUNDS * (CHANGES - 1)).doesNotHaveDuplicates();
            assertThat(new Revision(replica.database).current()).isEqualTo(THREADS * ROUNDS * CHANGES);
        } finally {
            threads.shutdownNow();
        }
        assertThat(follower.refresh()).isTrue();
        assertThat(directory.projects()).containsExactlyInAnyOrderElementsOf(inDatabase());
        assertThat(directory.tokens())
                .containsExactlyInAnyOrderElementsOf(new Tokens(replica.database).page("", "", "", 1000));
    }

    private List<Project> inDatabase() {
        return new Projects(replica.database).page("", "", "", 1000);
    }

    /** Creates, renames, issues, changes and deletes. */
    private List<Long> change(int worker) {
        List<Long> revisions = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String name = "w" + worker + "-" + round;
            Project project = replica.project(name);
            Token token = replica.token(project, "of " + name).token();
            Project renamed = replica.projects.update(
                    project.id(), null, it -> Replica.renamed(it, name + " renamed"), Replica.ACTOR);
            Draft draft = Draft.named("later " + name);
            Token changed = replica.tokens.update(token.id(), null, it -> draft, Replica.ACTOR);
            revisions.addAll(List.of(project.revision(), token.revision(), renamed.revision(), changed.revision()));
            if (round % 2 == 0) {
                replica.projects.delete(project.id(), null, Replica.ACTOR);
            } else {
                replica.tokens.delete(token.id(), null, Replica.ACTOR);
            }
        }
        return revisions;
    }

    private static boolean follow(DirectoryFeed follower, AtomicBoolean done) {
        boolean answered = true;
        while (!done.get()) {
            answered &= follower.refresh();
        }
        return answered;
    }
}
