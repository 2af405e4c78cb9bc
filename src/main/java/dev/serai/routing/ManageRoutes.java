package dev.serai.routing;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.check.DraftCheck;
import dev.serai.check.UploadedFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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
    record CheckReport(boolean valid, List<Problem> problems, List<String> unseen) {}

    private final Generations generations;
    private final Reloads reloads;
    private final GenerationFolders folders;

    ManageRoutes(Generations generations, Reloads reloads, GenerationFolders folders) {
        this.generations = generations;
        this.reloads = reloads;
        this.folders = folders;
    }

    @Does(Act.READ)
    @GetMapping
    public RoutesReport report() {
        return RoutesReport.of(generations, reloads);
    }

    /** Now, instead of at the next look. */
    @Does(Act.RELOAD)
    @PostMapping("/reload")
    public ResponseEntity<RoutesReport> reload() {
        return report(reloads.reload("reload was asked for"));
    }

    @Does(Act.RELOAD)
    @PostMapping("/rollback")
    public ResponseEntity<RoutesReport> rollback() {
        return report(reloads.rollback());
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
        GenerationFolders.Reading present = folders.read();
        return report(reloads.check(bytes.length == 0 ? present : new UploadedFiles(present).read(bytes)));
    }

    private ResponseEntity<RoutesReport> report(Optional<Refusal> refusal) {
        return ResponseEntity.status(refusal.isEmpty() ? 200 : 422).body(report());
    }

    private static ResponseEntity<CheckReport> report(List<Problem> problems) {
        return ResponseEntity.status(problems.isEmpty() ? 200 : 422)
                .body(new CheckReport(problems.isEmpty(), problems, DraftCheck.UNSEEN));
    }
}
