package dev.serai.routing;

import dev.serai.wire.Problem;
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
class ManageRoutes {

    /** What a check found; valid if nothing. */
    record CheckReport(boolean valid, List<Problem> problems) {}

    private final Generations generations;
    private final Reloads reloads;
    private final GenerationFolders folders;

    ManageRoutes(Generations generations, Reloads reloads, GenerationFolders folders) {
        this.generations = generations;
        this.reloads = reloads;
        this.folders = folders;
    }

    @GetMapping
    RoutesReport report() {
        return RoutesReport.of(generations, reloads);
    }

    /** Now, instead of at the next look. */
    @PostMapping("/reload")
    ResponseEntity<RoutesReport> reload() {
        return report(reloads.reload("reload was asked for"));
    }

    @PostMapping("/rollback")
    ResponseEntity<RoutesReport> rollback() {
        return report(reloads.rollback());
    }

    /** The folders as they are. */
    @PostMapping("/check")
    ResponseEntity<CheckReport> check() {
        return report(reloads.check(folders.read()));
    }

    /** An archive of {@code routes/} and {@code transforms/}; for one that it lacks, the folder's contents are taken. */
    @PostMapping(path = "/check", consumes = "application/zip")
    ResponseEntity<CheckReport> check(InputStream archive) throws IOException {
        return report(reloads.check(new UploadedFiles(folders.read()).read(archive)));
    }

    private ResponseEntity<RoutesReport> report(Optional<Refusal> refusal) {
        return ResponseEntity.status(refusal.isEmpty() ? 200 : 422).body(report());
    }

    private static ResponseEntity<CheckReport> report(List<Problem> problems) {
        return ResponseEntity.status(problems.isEmpty() ? 200 : 422)
                .body(new CheckReport(problems.isEmpty(), problems));
    }
}
