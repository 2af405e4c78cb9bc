package dev.serai.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageAlerts;
import dev.serai.alerts.Channels;
import dev.serai.alerts.ManagedAlerts;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.View;

/** {@code /admin/alerts}: how alerts stand, and to keep one silent or try it. */
@Controller
public class AlertsPage {

    private static final String PATH = "admin/alerts";

    /** How the channels did that got a test. */
    public record Tested(String alert, List<Channels.Report> channels) {}

    private final ManageAlerts alerts;

    AlertsPage(ManageAlerts alerts) {
        this.alerts = alerts;
    }

    @Does(Act.READ)
    @GetMapping("/admin/alerts")
    PageView show() {
        ManagedAlerts.Report report = alerts.report();
        return PageView.of("alerts", Section.ALERTS, report);
    }

    @Does(Act.SILENCE_ALERTS)
    @PostMapping("/admin/alerts/{id}/silence")
    View silence(
            @PathVariable String id,
            @RequestAttribute(Form.ATTRIBUTE) Form form,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("length", form.text("length"))
                .put("reason", form.text("reason"));
        alerts.silence(id, visit, new ByteArrayInputStream(Json.bytes(json)));
        return PageView.goTo(PATH);
    }

    @Does(Act.SILENCE_ALERTS)
    @PostMapping("/admin/alerts/{id}/unsilence")
    View unsilence(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        alerts.unsilence(id, visit);
        return PageView.goTo(PATH);
    }

    @Does(Act.SILENCE_ALERTS)
    @PostMapping("/admin/alerts/{id}/test")
    PageView test(@PathVariable String id) {
        return PageView.of("tested", Section.ALERTS, "Test of " + id, new Tested(id, alerts.test(id)));
    }
}
