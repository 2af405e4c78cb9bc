package dev.serai.diagnostics;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.Parameters;
import dev.serai.store.Actor;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.jackson.EndpointObjectMapper;
import org.springframework.core.task.TaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /manage/diagnostics}: an archive to send with a report of trouble. One at a time, and not one after the other: it
 * stops all threads for as long as the heap is looked through.
 */
@RestController
class ManageDiagnostics {

    private static final Logger LOG = LoggerFactory.getLogger(ManageDiagnostics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ProcessParts process;
    private final StateParts state;
    private final Bundle bundle;
    private final Audit audit;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Instant next = Instant.MIN;

    ManageDiagnostics(
            ProcessParts process,
            StateParts state,
            EndpointObjectMapper mapper,
            Database database,
            Clock clock,
            @Qualifier("applicationTaskExecutor") TaskExecutor workers) {
        this.process = process;
        this.state = state;
        this.bundle = new Bundle(workers, mapper.get(), PATIENCE);
        this.audit = new Audit(database);
        this.clock = clock;
    }

    @Does(Act.DIAGNOSE)
    @GetMapping(path = "/manage/diagnostics", produces = "application/zip")
    ResponseEntity<byte[]> bundle(
            @RequestParam Map<String, String> query, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit)
            throws IOException {
        Parameters parameters = new Parameters("getDiagnostics", query);
        parameters.requireFit();
        JvmCommands.Histogram histogram = parameters.word("histogram", JvmCommands.Histogram.class);
        begin();
        try {
            byte[] zip = made(histogram == null ? JvmCommands.Histogram.LIVE : histogram, visit.actor());
            String name = "serai-diagnostics-" + NAME.format(clock.instant()) + ".zip";
            return ResponseEntity.ok()
                    .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .header("Cache-Control", "no-store")
                    .body(zip);
        } finally {
            next = clock.instant().plus(PAUSE);
            busy.set(false);
        }
    }

    private void begin() {
        if (!busy.compareAndSet(false, true)) {
            throw tooSoon();
        }
        if (clock.instant().isBefore(next)) {
            busy.set(false);
            throw tooSoon();
        }
    }

    private byte[] made(JvmCommands.Histogram histogram, Actor actor) throws IOException {
        note(actor, histogram);
        List<Part> parts = new ArrayList<>(state.parts());
        parts.addAll(process.parts(histogram));
        parts.add(0, new Part("README.txt", "this list", () -> contents(parts)));
        try {
            return bundle.zip(parts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it was made");
        }
    }

    private String contents(List<Part> parts) {
        StringBuilder text = new StringBuilder("The state of a Serai gateway at ")
                .append(clock.instant())
                .append(
                        ".\nKeys, tokens, passwords and the texts of requests are not in it. Look through it all the same")
                .append(" before you send it:\nnames of your models, routes and hosts are.\n\n");
        parts.forEach(part -> text.append(String.format("%-20s %s%n", part.file(), part.about())));
        return text.toString();
    }

    private static ApiException tooSoon() {
        return new ApiException(
                        429,
                        "rate_limit_error",
                        "diagnostics_busy",
                        null,
                        "Diagnostics are being made, or were just now; ask again in " + PAUSE.toSeconds() + " s")
                .header("Retry-After", Long.toString(PAUSE.toSeconds()));
    }

    /** The database may be what is in trouble: who is called at night must get them all the same. */
    private void note(Actor actor, JvmCommands.Histogram histogram) {
        LOG.info("{} takes diagnostics", actor.name());
        try {
            audit.note(actor, "diagnostics.read", "diagnostics", null, Map.of("histogram", histogram));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }
}
