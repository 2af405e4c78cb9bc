package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.alerts.AlertReport;
import dev.serai.alerts.Channels;
import dev.serai.alerts.ManagedAlerts;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/alerts}: which alerts there are, how they stand, and to keep one silent or try it. */
@RestController
@RequestMapping("/manage/alerts")
public class ManageAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(ManageAlerts.class);
    private static final Duration LONGEST = Duration.ofDays(90);

    /**
     * For how long nobody wants to hear of an alert.
     *
     * @param length as ISO 8601 has it, {@code PT2H}
     * @param labels of which labels; null for all of it
     * @param reason for others; null for none
     */
    record AlertSilence(String length, Map<String, String> labels, String reason) {}

    private final ManagedAlerts alerts;
    private final Audit audit;

    ManageAlerts(ManagedAlerts alerts, Database database) {
        this.alerts = alerts;
        this.audit = new Audit(database);
    }

    @Does(Act.READ)
    @GetMapping
    public ManagedAlerts.Report report() {
        return alerts.report();
    }

    @Does(Act.READ)
    @GetMapping("/{id}")
    AlertReport alert(@PathVariable String id) {
        return alerts.report(id)
                .orElseThrow(() -> new ApiException(
                        404, "invalid_request_error", "alert_not_found", null, "There is no alert " + id));
    }

    /** Nobody is told of it for a while; that it is over is told to those who know that it fires. */
    @Does(Act.SILENCE_ALERTS)
    @PutMapping(path = "/{id}/silence", consumes = "application/json")
    public AlertReport silence(
            @PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit, InputStream body)
            throws IOException {
        AlertReport before = alert(id);
        Faults faults = new Faults();
        AlertSilence wish = Body.read(body).appliedTo(new AlertSilence(null, null, null), faults);
        Duration length = length(wish.length(), faults);
        faults.refuse();
        String reason = wish.reason() == null ? "" : wish.reason();
        AlertReport after =
                alerts.silence(id, wish.labels(), length, reason, visit.actor().name());
        note(visit, "alert.silence", id, before, after);
        return after;
    }

    private static Duration length(String text, Faults faults) {
        try {
            Duration length = text == null ? Duration.ZERO : Duration.parse(text);
            if (!faults.has("length") && (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0)) {
                faults.add("length", "must be more than nothing and at most 90 days, PT2H or P1D");
            }
            return length;
        } catch (DateTimeParseException | ArithmeticException e) {
            faults.add("length", "must be a duration, PT2H or P1D");
            return Duration.ZERO;
        }
    }

    /** Ends the silence of all of an alert; that of single labels ends with it. */
    @Does(Act.SILENCE_ALERTS)
    @DeleteMapping("/{id}/silence")
    public AlertReport unsilence(@PathVariable String id, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        AlertReport before = alert(id);
        AlertReport after = alerts.unsilence(id, visit.actor().name());
        note(visit, "alert.unsilence", id, before, after);
        return after;
    }

    /** Sends a message that says that it is a test, and waits for it to arrive. */
    @Does(Act.SILENCE_ALERTS)
    @PostMapping("/{id}/test")
    public List<Channels.Report> test(@PathVariable String id) {
        alert(id);
        return alerts.test(id);
    }

    /** The database may be what the alert is of: who is called at night must be able to act all the same. */
    private void note(AdminVisit visit, String action, String id, AlertReport before, AlertReport after) {
        LOG.info("{}: {} by {}", action, id, visit.actor().name());
        try {
            audit.note(visit.actor(), action, id, silence(before), silence(after));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }

    private static Map<String, Object> silence(AlertReport report) {
        return Map.of("silences", report.silences());
    }
}
