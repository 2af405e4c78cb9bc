package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Changes;
import dev.serai.access.DirectoryView;
import dev.serai.access.Does;
import dev.serai.access.Project;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.ProjectRegistry.Draft;
import dev.serai.access.Projects;
import dev.serai.access.Rules;
import dev.serai.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/projects}: who pays, and what they may do. */
@RestController
@RequestMapping("/manage/projects")
public class ManageProjects {

    /** What can be said of a project; null stands for the default. */
    record ProjectDocument(String name, Boolean active, Rules rules, Map<String, String> metadata) {

        static ProjectDocument of(Draft draft) {
            return new ProjectDocument(draft.name(), draft.active(), draft.rules(), draft.metadata());
        }

        /** A draft of what a body makes of this. */
        Draft changed(Body body, Map<String, String> providerKeys) {
            Faults faults = new Faults();
            ProjectDocument changed = body.appliedTo(this, faults);
            faults.checkRules(changed.rules);
            faults.refuse();
            return new Draft(
                    changed.name,
                    changed.active == null || changed.active,
                    changed.rules == null ? Rules.NONE : changed.rules,
                    providerKeys,
                    changed.metadata == null ? Map.of() : changed.metadata);
        }
    }

    private final Projects projects;
    private final ProjectRegistry registry;

    ManageProjects(Database database, ProjectRegistry registry) {
        this.projects = new Projects(database);
        this.registry = registry;
    }

    /** By name. */
    @Does(Act.READ_OWN)
    @GetMapping
    public Page<DirectoryView.OfProject> list(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Parameters parameters = new Parameters("listProjects", query);
        String search = parameters.text("search");
        String after = parameters.text("after");
        String only = visit.scope().isAll() ? "" : visit.scope().project();
        return Page.of(
                parameters, limit -> projects.page(only, search, after, limit), Project::name, DirectoryView::of);
    }

    @Does(Act.CHANGE_PROJECTS)
    @PostMapping(consumes = "application/json")
    public ResponseEntity<DirectoryView.OfProject> create(
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream body) throws IOException {
        Draft draft = new ProjectDocument(null, null, null, null).changed(Body.read(body), Map.of());
        Project project = registry.create(draft, visit.actor());
        return ResponseEntity.created(URI.create("/manage/projects/" + project.id()))
                .eTag(ETags.of(project.revision()))
                .body(DirectoryView.of(project));
    }

    @Does(Act.READ_OWN)
    @GetMapping("/{id}")
    public ResponseEntity<DirectoryView.OfProject> get(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return answer(projects.find(id)
                .filter(it -> visit.scope().sees(it.id()))
                .orElseThrow(() -> Changes.notFound("project", id)));
    }

    /** By a merge patch. */
    @Does(Act.CHANGE_PROJECTS)
    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    public ResponseEntity<DirectoryView.OfProject> update(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream in)
            throws IOException {
        Body body = Body.read(in);
        return answer(registry.update(
                id,
                visit.expected(),
                draft -> ProjectDocument.of(draft).changed(body, draft.providerKeys()),
                visit.actor()));
    }

    /** With its tokens. */
    @Does(Act.CHANGE_PROJECTS)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        registry.delete(id, visit.expected(), visit.actor());
    }

    private static ResponseEntity<DirectoryView.OfProject> answer(Project project) {
        return ResponseEntity.ok().eTag(ETags.of(project.revision())).body(DirectoryView.of(project));
    }
}
