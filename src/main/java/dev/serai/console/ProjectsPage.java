package dev.serai.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.DirectoryView.OfProject;
import dev.serai.access.DirectoryView.OfToken;
import dev.serai.access.Does;
import dev.serai.access.Rules;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.Faults;
import dev.serai.admin.ManageProjects;
import dev.serai.admin.ManageTokens;
import dev.serai.admin.Page;
import dev.serai.limits.BudgetReading;
import dev.serai.limits.Budgets;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** {@code /admin/projects}: who pays, and what they may do. */
@Controller
public class ProjectsPage {

    private static final String PATH = "admin/projects";

    /** The list. */
    public record Projects(String search, Page<OfProject> page) {}

    /**
     * One project, or a new one.
     *
     * @param project null while it is new
     * @param eTag of what is shown; empty while it is new
     * @param values of the form's fields
     * @param faults what was wrong with the form
     * @param budgets how they stand
     * @param tokens of the project; null while it is new
     */
    public record Edited(
            OfProject project,
            String eTag,
            Map<String, String> values,
            List<Faults.Fault> faults,
            List<BudgetReading> budgets,
            Page<OfToken> tokens,
            List<String> models) {}

    private final ManageProjects projects;
    private final ManageTokens tokens;
    private final Budgets budgets;
    private final NamedModels models;
    private final Clock clock;

    ProjectsPage(ManageProjects projects, ManageTokens tokens, Budgets budgets, NamedModels models, Clock clock) {
        this.projects = projects;
        this.tokens = tokens;
        this.budgets = budgets;
        this.models = models;
        this.clock = clock;
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/projects")
    PageView list(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, @RequestParam Map<String, String> query) {
        Page<OfProject> page = projects.list(visit, query);
        return PageView.of("projects", Section.PROJECTS, new Projects(query.getOrDefault("search", ""), page));
    }

    @Does(Act.CHANGE_PROJECTS)
    @GetMapping("/admin/projects/new")
    PageView create(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return page(visit, null, "", RuleFields.of(Rules.NONE), List.of());
    }

    @Does(Act.CHANGE_PROJECTS)
    @PostMapping("/admin/projects")
    View create(@RequestAttribute(Form.ATTRIBUTE) Form form, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        try {
            OfProject made = projects.create(visit, new ByteArrayInputStream(document(form)))
                    .getBody();
            return PageView.goTo(PATH + "/" + made.id());
        } catch (Faults.Invalid invalid) {
            return page(visit, null, "", form.fields(), invalid.faults()).with(HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @Does(Act.READ_OWN)
    @GetMapping("/admin/projects/{id}")
    PageView show(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        ResponseEntity<OfProject> found = projects.get(id, visit);
        OfProject project = found.getBody();
        Map<String, String> values = new HashMap<>(RuleFields.of(project.rules()));
        values.put("name", project.name());
        values.put("active", project.active() ? "true" : "");
        return page(visit, project, found.getHeaders().getETag(), values, List.of());
    }

    @Does(Act.CHANGE_PROJECTS)
    @PostMapping("/admin/projects/{id}")
    View update(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        try {
            projects.update(id, visit.expecting(form.text("etag")), new ByteArrayInputStream(document(form)));
            return PageView.goTo(PATH + "/" + id);
        } catch (Faults.Invalid invalid) {
            OfProject project = projects.get(id, visit).getBody();
            return page(visit, project, form.text("etag"), form.fields(), invalid.faults())
                    .with(HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    /** With its tokens. */
    @Does(Act.CHANGE_PROJECTS)
    @PostMapping("/admin/projects/{id}/delete")
    View delete(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        projects.delete(id, visit.expecting(form.text("etag")));
        return PageView.goTo(PATH);
    }

    private static byte[] document(Form form) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("name", form.text("name"));
        json.put("active", form.has("active"));
        json.set("rules", RuleFields.patch(form));
        return Json.bytes(json);
    }

    private PageView page(
            AdminVisit visit, OfProject project, String eTag, Map<String, String> values, List<Faults.Fault> faults) {
        boolean made = project != null;
        List<BudgetReading> readings = made && project.rules().budget() != null
                ? BudgetReading.of(
                        budgets, "project:" + project.id(), project.rules().budget(), clock.instant())
                : List.of();
        Edited model = new Edited(
                project,
                eTag,
                values,
                faults,
                readings,
                made ? tokens.list(visit, Map.of("project", project.id())) : null,
                models.seenBy(visit));
        return PageView.of("project", Section.PROJECTS, made ? "Project " + project.name() : "New project", model);
    }
}
