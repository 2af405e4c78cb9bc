package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageRouteFiles;
import dev.serai.admin.ManageRoutes;
import dev.serai.routing.RoutesReport;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/routes}: what serves and what each route of it does, what was refused and why, and to go back. */
@Controller
public class RoutesPage {

    /**
     * The page.
     *
     * @param files all that the folders have, by their paths
     */
    public record Routes(RoutesReport report, List<String> files) {}

    private final ManageRoutes routes;
    private final ManageRouteFiles files;

    RoutesPage(ManageRoutes routes, ManageRouteFiles files) {
        this.routes = routes;
        this.files = files;
    }

    @Does(Act.READ)
    @GetMapping("/admin/routes")
    PageView show() {
        return page(routes.report());
    }

    @Does(Act.RELOAD)
    @PostMapping("/admin/routes/reload")
    PageView reload(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return after(routes.reload(visit));
    }

    @Does(Act.RELOAD)
    @PostMapping("/admin/routes/rollback")
    PageView rollback(@RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        return after(routes.rollback(visit));
    }

    /** What one does, drawn. */
    @Does(Act.READ)
    @GetMapping("/admin/routes/steps")
    PageView steps(@RequestParam(defaultValue = "") String route) {
        return PageView.of("steps", Section.ROUTES, "Route " + route, routes.steps(route));
    }

    private PageView after(ResponseEntity<RoutesReport> done) {
        return page(done.getBody()).with(HttpStatus.valueOf(done.getStatusCode().value()));
    }

    private PageView page(RoutesReport report) {
        return PageView.of("routes", Section.ROUTES, new Routes(report, files.paths()));
    }
}
