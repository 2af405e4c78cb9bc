package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /admin/diagnostics}: what is well, and an archive to send with a report of trouble. */
@Controller
public class DiagnosticsPage {

    /** What the checks say. */
    public record Checks(HealthComponent health) {}

    private final HealthEndpoint health;

    DiagnosticsPage(HealthEndpoint health) {
        this.health = health;
    }

    @Does(Act.DIAGNOSE)
    @GetMapping("/admin/diagnostics")
    PageView show() {
        return PageView.of("diagnostics", Section.DIAGNOSTICS, new Checks(health.health()));
    }
}
