package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.Problem;
import dev.serai.routing.ManageRoutes;
import dev.serai.routing.RoutesReport;
import dev.serai.routing.RoutesReport.GenerationReport;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/routes}: what serves, what was refused and why, the files, and to go back. */
@Controller
public class RoutesPage {

    /** A line of a file, and what is wrong with it; empty if nothing. */
    public record Line(int number, String text, String problem) {}

    /**
     * A file as it is in its folder.
     *
     * @param problems that no line is to blame for
     */
    public record Source(String file, List<Line> lines, List<String> problems) {}

    private final ManageRoutes routes;
    private final GenerationFolders folders;

    RoutesPage(ManageRoutes routes, GenerationFolders folders) {
        this.routes = routes;
        this.folders = folders;
    }

    @Does(Act.READ)
    @GetMapping("/admin/routes")
    PageView show() {
        return PageView.of("routes", Section.ROUTES, routes.report());
    }

    @Does(Act.RELOAD)
    @PostMapping("/admin/routes/reload")
    PageView reload() {
        return after(routes.reload());
    }

    @Does(Act.RELOAD)
    @PostMapping("/admin/routes/rollback")
    PageView rollback() {
        return after(routes.rollback());
    }

    private static PageView after(ResponseEntity<RoutesReport> done) {
        return PageView.of("routes", Section.ROUTES, done.getBody())
                .with(HttpStatus.valueOf(done.getStatusCode().value()));
    }

    /** Files are code: they are for who may check them. */
    @Does(Act.CHECK_ROUTES)
    @GetMapping("/admin/routes/source")
    PageView source(@RequestParam(defaultValue = "") String file) {
        byte[] content = files().get(file);
        if (content == null) {
            throw new ApiException(404, "invalid_request_error", "file_not_found", null, "There is no file " + file);
        }
        List<Problem> problems = routes.report().generations().stream()
                .map(GenerationReport::problems)
                .filter(found -> found != null)
                .flatMap(List::stream)
                .filter(problem -> problem.file().equals(file))
                .toList();
        List<Line> lines = new ArrayList<>();
        new String(content, StandardCharsets.UTF_8).lines().forEach(line -> {
            int number = lines.size() + 1;
            lines.add(new Line(number, line, String.join("; ", reasons(problems, number))));
        });
        return PageView.of("source", Section.ROUTES, file, new Source(file, lines, reasons(problems, 0)));
    }

    private static List<String> reasons(List<Problem> problems, int line) {
        return problems.stream()
                .filter(problem -> problem.line() == line)
                .map(Problem::reason)
                .toList();
    }

    private Map<String, byte[]> files() {
        GenerationFiles files = folders.read().files();
        Map<String, byte[]> all = new TreeMap<>();
        if (files != null) {
            Stream.of(Map.entry(GenerationFiles.ROUTES, files.routes()), Map.entry(GenerationFiles.TRANSFORMS, files.transforms()))
                    .forEach(folder -> folder.getValue()
                            .files()
                            .forEach((path, content) -> all.put(folder.getKey() + "/" + path, content)));
        }
        return all;
    }
}
