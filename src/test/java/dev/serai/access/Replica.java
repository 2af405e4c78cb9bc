package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One gateway's projects and tokens, wired as {@link AccessConfiguration} does it. */
final class Replica implements AutoCloseable {

    static final String END_LISTENERS = "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where query = 'listen serai' and datname = current_database()";
    static final Actor ACTOR = new Actor("tok_1 Ada", "203.0.113.9", "req-1");

    final Path data;
    final Database database;
    final MasterKeys masterKeys;
    final Directory directory;
    final DirectoryFeed feed;
    final ProjectRegistry projects;
    final TokenRegistry tokens;
    final Audit audit;
    private DirectoryUpkeep upkeep;

    /**
     * Names a database; nothing is asked of it yet.
     *
     * @param url as an operator writes it; empty for H2 in the folder
     */
    Replica(String url, Path data, String... masterKeys) {
        this.data = data;
        this.database = new Database(url, "", "", data);
        this.masterKeys = new MasterKeys(List.of(masterKeys));
        this.directory = new Directory(this.masterKeys);
        this.feed = new DirectoryFeed(database, directory, new Snapshot(snapshot()));
        Changes changes = new Changes(database, feed::refresh);
        this.projects = new ProjectRegistry(database, changes);
        this.tokens = new TokenRegistry(database, changes);
        this.audit = new Audit(database);
    }

    Path snapshot() {
        return data.resolve("directory.json.gz");
    }

    /** Its upkeep, not started. */
    DirectoryUpkeep upkeep() {
        if (upkeep == null) {
            upkeep = new DirectoryUpkeep(
                    database,
                    feed,
                    new FirstTokens(projects, tokens, data),
                    new MasterKeyRotation(database, projects, masterKeys));
        }
        return upkeep;
    }

    /** Starts the upkeep and waits until the directory is filled. */
    Replica start() {
        upkeep().start();
        upkeep().awaitFilled();
        return this;
    }

    Project project(String name) {
        return projects.create(draft(name), ACTOR);
    }

    TokenRegistry.Issued token(Project project, String name) {
        return tokens.issue(project.id(), TokenRegistry.Draft.named(name), ACTOR);
    }

    /** Who calls with this token, if they may now. */
    Caller caller(TokenRegistry.Issued issued) {
        Caller caller =
                new Callers(List.of(), directory, null).find(issued.secret().text());
        caller.requireUsable(Instant.now());
        return caller;
    }

    static ProjectRegistry.Draft draft(String name) {
        return new ProjectRegistry.Draft(name, true, Rules.NONE, Map.of(), Map.of());
    }

    static ProjectRegistry.Draft renamed(ProjectRegistry.Draft draft, String name) {
        return new ProjectRegistry.Draft(name, draft.active(), draft.rules(), draft.providerKeys(), draft.metadata());
    }

    @Override
    public void close() {
        if (upkeep != null && upkeep.isRunning()) {
            upkeep.stop();
        }
        database.close();
    }
}
