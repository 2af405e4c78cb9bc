package dev.serai.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/audit}: who changed what. */
@RestController
@RequestMapping("/manage/audit")
public class ManageAudit {

    /** One change, with what was changed as JSON. */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode before,
            JsonNode after,
            String address,
            String requestId) {

        static Entry of(Audit.Entry row) {
            return new Entry(
                    row.id(),
                    row.at(),
                    row.actor(),
                    row.action(),
                    row.subject(),
                    json(row.before()),
                    json(row.after()),
                    row.address(),
                    row.requestId());
        }

        private static JsonNode json(String text) {
            try {
                return text == null ? null : Json.MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The audit holds what is no JSON", e);
            }
        }
    }

    private final Audit audit;

    ManageAudit(Database database) {
        this.audit = new Audit(database);
    }

    /** The newest first. */
    @Does(Act.READ_AUDIT)
    @GetMapping
    public Page<Entry> list(@RequestParam Map<String, String> query) {
        Parameters parameters = new Parameters("listChanges", query);
        String subject = parameters.text("subject");
        long before = parameters.before();
        return Page.of(
                parameters, limit -> audit.page(subject, before, limit), row -> Long.toString(row.id()), Entry::of);
    }
}
