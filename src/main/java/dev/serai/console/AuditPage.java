package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.ManageAudit;
import dev.serai.admin.Page;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /admin/audit}: who changed what. */
@Controller
public class AuditPage {

    /** A part of it, the newest first. */
    public record Changes(String subject, Page<ManageAudit.Entry> page) {}

    private final ManageAudit audit;

    AuditPage(ManageAudit audit) {
        this.audit = audit;
    }

    @Does(Act.READ_AUDIT)
    @GetMapping("/admin/audit")
    PageView show(@RequestParam Map<String, String> query) {
        Changes model = new Changes(query.getOrDefault("subject", ""), audit.list(query));
        return PageView.of("audit", Section.AUDIT, model);
    }
}
