package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.check.DraftCheck;
import dev.serai.check.Mistake;
import dev.serai.check.UploadedFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.GenerationFolders.Reading;
import dev.serai.routing.Generations;
import dev.serai.routing.Refusal;
import dev.serai.routing.Reloads;
import dev.serai.routing.RouteSteps;
import dev.serai.routing.RoutesReport;
import dev.serai.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/routes}: what serves, and how to change it by hand. 422 says that files may not serve, and why. */
@RestController
@RequestMapping("/manage/routes")
public class ManageRoutes {

    /**
     * What a check found; valid if nothing.
     *
     * @param unseen what only serving shows: a check runs nothing of what it checks
     */
    public record CheckReport(boolean valid, List<Mistake> problems, List<String> unseen) {

        static CheckReport of(List<Mistake> problems) {
            return new CheckReport(problems.isEmpty(), problems, DraftCheck.UNSEEN);
        }

        ResponseEntity<CheckReport> answer() {
            return ResponseEntity.status(valid ? 200 : 422).body(this);
        }
    }

    private final Generations generations;
    private final Reloads reloads;
    private final GenerationFolders folders;
    private final RoutesAudit audit;

    ManageRoutes(Generations generations, Reloads reloads, GenerationFolders folders, Database database) {
        this.generations = generations;
        this.reloads = reloads;
        this.folders = folders;
        this.audit = new RoutesAudit(database, generations);
    }

    @Does(Act.READ)
    @GetMapping
    public RoutesReport report() {
        return RoutesReport.of(generations, reloads);
    }

    /** What a route does, and how often it has done it. */
    @Does(Act.READ)
    @GetMapping("/{id}/steps")
    public RouteSteps steps(@PathVariable String id) {
        return RouteSteps.of(generations, id);
    }

    /** Now, instead of at the next look. */
    @Does(Act.RELOAD)
    @PostMapping("/reload")
    public ResponseEntity<RoutesReport> reload(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return changed(visit, "routes.reload", () -> reloads.reload("reload was asked for"));
    }

    @Does(Act.RELOAD)
    @PostMapping("/rollback")
    public ResponseEntity<RoutesReport> rollback(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return changed(visit, "routes.rollback", reloads::rollback);
    }

    private ResponseEntity<RoutesReport> changed(AdminVisit visit, String action, Supplier<Optional<Refusal>> change) {
        Optional<Refusal> refusal = audit.around(visit, action, "routes", change);
        return ResponseEntity.status(refusal.isEmpty() ? 200 : 422).body(report());
    }

    /**
     * The folders as they are, or an archive of {@code routes/} and {@code transforms/}; for one that it lacks, the folder's
     * contents are taken. Of a form Spring may have read the body already.
     */
    @Does(Act.CHECK_ROUTES)
    @PostMapping(
            path = "/check",
            consumes = {"!application/x-www-form-urlencoded", "!multipart/form-data"})
    ResponseEntity<CheckReport> check(InputStream archive) throws IOException {
        byte[] bytes = archive.readNBytes(UploadedFiles.MAX_BYTES + 1);
        Reading present = folders.read();
        Reading asked = bytes.length == 0 ? present : new UploadedFiles(present).read(bytes);
        return CheckReport.of(Mistake.of(reloads.check(asked), asked.files())).answer();
    }
}
