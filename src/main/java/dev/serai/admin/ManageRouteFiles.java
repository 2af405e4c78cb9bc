package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.ManageRoutes.CheckReport;
import dev.serai.check.Mistake;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.GenerationFolders.Reading;
import dev.serai.files.Problem;
import dev.serai.routing.Generations;
import dev.serai.routing.Refusal;
import dev.serai.routing.Reloads;
import dev.serai.routing.RouteEdits;
import dev.serai.routing.RouteSteps;
import dev.serai.routing.RoutesReport;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/routes/files}: single files of routes and transforms: read, checked as drafts, and written where that is allowed. */
@RestController
@RequestMapping("/manage/routes/files")
public class ManageRouteFiles {

    /**
     * A file as it is in its folder.
     *
     * @param editable whether it may be written here
     */
    public record RouteFile(String file, String text, boolean editable) {

        /** Tells contents apart, for {@code If-Match}. */
        public String revision() {
            return RouteEdits.revision(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What is sent. */
    record RouteText(String text) {}

    private final Generations generations;
    private final Reloads reloads;
    private final RouteEdits edits;
    private final GenerationFolders folders;
    private final RoutesAudit audit;

    ManageRouteFiles(
            Generations generations, Reloads reloads, RouteEdits edits, GenerationFolders folders, Database database) {
        this.generations = generations;
        this.reloads = reloads;
        this.edits = edits;
        this.folders = folders;
        this.audit = new RoutesAudit(database, generations);
    }

    @Does(Act.CHECK_ROUTES)
    @GetMapping
    ResponseEntity<RouteFile> get(@RequestParam Map<String, String> query) {
        byte[] content = content(path("getRouteFile", query));
        RouteFile file = file(query.get("file"));
        return ResponseEntity.ok()
                .eTag("\"" + RouteEdits.revision(content) + "\"")
                .body(file);
    }

    /**
     * The same for a page.
     *
     * @throws ApiException 404 if there is no such file
     */
    public RouteFile file(String path) {
        return new RouteFile(path, new String(content(path), StandardCharsets.UTF_8), edits.allowed());
    }

    /** The paths of all files; none where they cannot be read. */
    public List<String> paths() {
        Reading reading = folders.read();
        return reading.files() == null
                ? List.of()
                : List.copyOf(reading.files().byPath().keySet());
    }

    /** Whether files may be written here. */
    public boolean editable() {
        return edits.allowed();
    }

    /** What was wrong with a file in the last candidate, if that was refused. */
    public List<Mistake> refused(String path) {
        Refusal refused = reloads.refused();
        return refused == null
                ? List.of()
                : Mistake.of(refused.problems(), folders.read().files()).stream()
                        .filter(mistake -> mistake.file().equals(path))
                        .toList();
    }

    /** The routes that a file has made. */
    public List<RouteSteps> routes(String path) {
        return RouteSteps.ofFile(generations, path);
    }

    private byte[] content(String path) {
        Reading reading = folders.read();
        byte[] content =
                reading.files() == null ? null : reading.files().byPath().get(path);
        if (content == null) {
            throw new ApiException(404, "invalid_request_error", "file_not_found", null, "There is no file " + path);
        }
        return content;
    }

    /** Whether the folders could serve with this in them. */
    @Does(Act.CHECK_ROUTES)
    @PostMapping(path = "/check", consumes = "application/json")
    ResponseEntity<CheckReport> check(@RequestParam Map<String, String> query, InputStream body) throws IOException {
        String path = path("checkRouteFile", query);
        return check(path, text(body)).answer();
    }

    /** The same for a page. */
    public CheckReport check(String path, String text) {
        requireKind(path);
        Reading draft = draft(path, text);
        return CheckReport.of(Mistake.of(reloads.check(draft), draft.files()));
    }

    private Reading draft(String path, String text) {
        return folders.read().with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks, writes and serves it; 422 says what is wrong with it, and that nothing was changed. */
    @Does(Act.EDIT_ROUTES)
    @PutMapping(consumes = "application/json")
    ResponseEntity<?> save(
            @RequestParam Map<String, String> query,
            @RequestHeader(name = "If-Match", required = false) String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) String ifNoneMatch,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            InputStream body)
            throws IOException {
        String path = path("saveRouteFile", query);
        String expected = ifNoneMatch != null ? "" : ifMatch == null || ifMatch.equals("*") ? null : unquoted(ifMatch);
        CheckReport report = save(path, text(body), expected, visit);
        return report.valid()
                ? ResponseEntity.ok(RoutesReport.of(generations, reloads))
                : ResponseEntity.status(422).body(report);
    }

    /**
     * The same for a page.
     *
     * @param expected the revision that it replaces; empty for a new file
     */
    public CheckReport save(String path, String text, String expected, AdminVisit visit) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String cause = "saved by " + visit.actor().name();
        List<Problem> problems =
                audit.around(visit, "routes.save", path, () -> edits.save(path, content, expected, cause));
        return CheckReport.of(Mistake.of(problems, draft(path, text).files()));
    }

    private static String unquoted(String tag) {
        return tag.startsWith("\"") && tag.endsWith("\"") && tag.length() > 1
                ? tag.substring(1, tag.length() - 1)
                : tag;
    }

    private static String path(String operation, Map<String, String> query) {
        Parameters parameters = new Parameters(operation, query);
        parameters.requireFit();
        return parameters.text("file");
    }

    private static String text(InputStream body) throws IOException {
        Faults faults = new Faults();
        RouteText sent = Body.read(body).appliedTo(new RouteText(null), faults);
        faults.refuse();
        return sent.text();
    }

    /** Java files are looked at by running them, which no draft may. */
    private static void requireKind(String path) {
        boolean route = path.startsWith(GenerationFiles.ROUTES + "/") && path.endsWith(".yaml");
        boolean transform = path.startsWith(GenerationFiles.TRANSFORMS + "/") && path.endsWith(".jslt");
        if (!route && !transform) {
            throw new ApiException(
                    422,
                    "invalid_request_error",
                    "invalid_file_name",
                    "file",
                    "Drafts are of routes/….yaml and transforms/….jslt");
        }
    }
}
