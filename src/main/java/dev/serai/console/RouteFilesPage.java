package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageRouteFiles;
import dev.serai.admin.ManageRouteFiles.RouteFile;
import dev.serai.admin.ManageRoutes.CheckReport;
import dev.serai.check.Mistake;
import dev.serai.routing.RouteSteps;
import dev.serai.wire.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Files of {@code /admin/routes}: their text, what they do, drafts of them, and to save one. They are code, and for admins. */
@Controller
public class RouteFilesPage {

    private static final int CHANGED = 412;
    private static final int MISSING = 404;

    /** What a new file begins with. */
    static final String NEW = """
            - route:
                id: model-mine
                group: models
                description: A name for a model
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: direct:model-mine
                  steps:
                    - to: { id: mine, uri: "target:simulator/echo" }
            """;

    /**
     * A file as it is in its folder.
     *
     * @param mistakes of the last candidate that was refused
     * @param routes that it has made of the generation that serves
     */
    public record Source(String file, List<SourceLine> lines, List<Mistake> mistakes, List<RouteSteps> routes) {}

    /**
     * A draft of a file.
     *
     * @param revision of the file that it is a draft of; empty for a new one
     * @param editable whether it may be saved here
     * @param report what a check has found; null before one
     * @param refused why it was not saved; empty if nobody wanted to, or it has mistakes
     * @param present what the file has by now, where that is something else
     */
    public record Draft(
            String file,
            String text,
            String revision,
            boolean editable,
            CheckReport report,
            String refused,
            List<SourceLine> present) {

        /** The draft with what is wrong in each line. */
        public List<SourceLine> lines() {
            return SourceLine.of(file, text, report.problems());
        }
    }

    private final ManageRouteFiles files;

    RouteFilesPage(ManageRouteFiles files) {
        this.files = files;
    }

    @Does(Act.CHECK_ROUTES)
    @GetMapping("/admin/routes/source")
    PageView source(@RequestParam(defaultValue = "") String file) {
        RouteFile found = files.file(file);
        List<Mistake> mistakes = files.refused(file);
        Source model = new Source(file, SourceLine.of(file, found.text(), mistakes), mistakes, files.routes(file));
        return PageView.of("source", Section.ROUTES, file, model);
    }

    /** Of a file that is there, or of a new one. */
    @Does(Act.CHECK_ROUTES)
    @GetMapping("/admin/routes/draft")
    PageView draft(@RequestParam(defaultValue = "") String file) {
        if (file.isEmpty()) {
            return page(new Draft("", NEW, "", files.editable(), null, "", List.of()));
        }
        RouteFile found = files.file(file);
        return page(new Draft(file, found.text(), found.revision(), found.editable(), null, "", List.of()));
    }

    @Does(Act.CHECK_ROUTES)
    @PostMapping("/admin/routes/draft")
    PageView check(@RequestAttribute(Form.ATTRIBUTE) Form form) {
        try {
            return page(draft(form, files.check(form.text("file"), form.lines("text")), form.text("revision"), ""));
        } catch (ApiException refusal) {
            return refused(form, refusal);
        }
    }

    @Does(Act.EDIT_ROUTES)
    @PostMapping("/admin/routes/save")
    View save(@RequestAttribute(Form.ATTRIBUTE) Form form, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        String file = form.text("file");
        try {
            CheckReport report = files.save(file, form.lines("text"), form.text("revision"), visit);
            return report.valid()
                    ? PageView.goTo("admin/routes/source?file=" + URLEncoder.encode(file, StandardCharsets.UTF_8))
                    : page(draft(form, report, form.text("revision"), ""));
        } catch (ApiException refusal) {
            return refused(form, refusal);
        }
    }

    /** What was written is not lost by it. */
    private PageView refused(Form form, ApiException refusal) {
        String file = form.text("file");
        RouteFile present = refusal.status() == CHANGED ? present(file) : null;
        Draft draft = new Draft(
                file,
                form.lines("text"),
                refusal.status() != CHANGED ? form.text("revision") : present == null ? "" : present.revision(),
                files.editable(),
                null,
                refusal.getMessage(),
                present == null ? List.of() : SourceLine.of(file, present.text(), List.of()));
        return page(draft).with(HttpStatus.valueOf(refusal.status()));
    }

    private RouteFile present(String file) {
        try {
            return files.file(file);
        } catch (ApiException gone) {
            if (gone.status() != MISSING) {
                throw gone;
            }
            return null;
        }
    }

    private Draft draft(Form form, CheckReport report, String revision, String refused) {
        return new Draft(form.text("file"), form.lines("text"), revision, files.editable(), report, refused, List.of());
    }

    private static PageView page(Draft draft) {
        boolean wrong = draft.report() != null && !draft.report().valid();
        return PageView.of(
                        "draft",
                        Section.ROUTES,
                        draft.file().isEmpty() ? "New file" : "Draft of " + draft.file(),
                        draft)
                .with(wrong ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK);
    }
}
