package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes, changes and deletes projects. */
public final class ProjectRegistry {

    /**
     * What can be said of a project.
     *
     * @param providerKeys encrypted
     */
    public record Draft(
            String name, boolean active, Rules rules, Map<String, String> providerKeys, Map<String, String> metadata) {

        /** What is said of this one. */
        static Draft of(Project project) {
            return new Draft(
                    project.name(), project.active(), project.rules(), project.providerKeys(), project.metadata());
        }

        private Draft withKeys(Map<String, String> encrypted) {
            return new Draft(name, active, rules, encrypted, metadata);
        }

        private Project as(String id, Instant createdAt, long revision) {
            return new Project(
                    id, name, active, rules, providerKeys, metadata, createdAt, DirectoryRows.now(), revision);
        }
    }

    private final Projects projects;
    private final Tokens tokens;
    private final Changes changes;

    public ProjectRegistry(Database database, Changes changes) {
        this.projects = new Projects(database);
        this.tokens = new Tokens(database);
        this.changes = changes;
    }

    /**
     * Makes a project.
     *
     * @throws ApiException 409 if the name is taken
     */
    public Project create(Draft draft, Actor actor) {
        return changes.make(revision -> {
            requireFree(draft.name());
            return insert(draft, revision, actor);
        });
    }

    /** The project of this name, made where there is none; within a change of that revision. */
    Project named(String name, long revision) {
        return projects.named(name)
                .orElseGet(() -> insert(new Draft(name, true, Rules.NONE, Map.of(), Map.of()), revision, Actor.SERAI));
    }

    private Project insert(Draft draft, long revision, Actor actor) {
        Project project = draft.as(TokenSecret.newId("prj"), DirectoryRows.now(), revision);
        projects.insert(project);
        changes.note(actor, "project.create", null, project);
        return project;
    }

    /**
     * Changes a project.
     *
     * @param expected its revision as the caller knows it; null if any will do
     * @throws ApiException 404 if there is none, 409 if the name is taken, 412 if it was changed since
     */
    public Project update(String id, Long expected, UnaryOperator<Draft> edit, Actor actor) {
        return changes.make(revision -> {
            Project before = current(id, expected);
            Draft draft = edit.apply(Draft.of(before));
            if (!draft.name().equals(before.name())) {
                requireFree(draft.name());
            }
            return save("project.update", before, draft, revision, actor);
        });
    }

    /**
     * Exchanges a project's encrypted keys for the same ones encrypted anew.
     *
     * @return whether that changed any; false also where there is no such project any more
     */
    boolean reencrypt(String id, Function<Project, Map<String, String>> anew, Actor actor) {
        return changes.make(revision -> {
            Optional<Project> before = projects.find(id);
            Map<String, String> keys = before.map(anew).orElse(Map.of());
            if (before.isEmpty() || keys.equals(before.get().providerKeys())) {
                return false;
            }
            Draft draft = Draft.of(before.get()).withKeys(keys);
            save("project.reencrypt", before.get(), draft, revision, actor);
            return true;
        });
    }

    /**
     * Deletes a project and its tokens; what they used stays on record.
     *
     * @throws ApiException 404 if there is none, 412 if it was changed since
     */
    public void delete(String id, Long expected, Actor actor) {
        changes.make(revision -> {
            Project before = current(id, expected);
            for (Token token : tokens.of(id)) {
                tokens.delete(token.id(), revision);
                changes.note(actor, "token.delete", token, null);
            }
            projects.delete(id, revision);
            changes.note(actor, "project.delete", before, null);
            return before;
        });
    }

    private Project current(String id, Long expected) {
        Project project = projects.find(id).orElseThrow(() -> Changes.notFound("project", id));
        Changes.requireRevision(expected, project.revision());
        return project;
    }

    private Project save(String action, Project before, Draft draft, long revision, Actor actor) {
        Project after = draft.as(before.id(), before.createdAt(), revision);
        projects.update(after);
        changes.note(actor, action, before, after);
        return after;
    }

    private void requireFree(String name) {
        if (projects.named(name).isPresent()) {
            throw new ApiException(
                    409, "invalid_request_error", "name_taken", "name", "There is a project '" + name + "' already");
        }
    }
}
