package dev.serai.admin;

import dev.serai.routing.Generation;
import dev.serai.routing.Generations;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Who had other routes serve, from which generation to which. What files have in them is not kept here. */
final class RoutesAudit {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesAudit.class);

    private final Audit audit;
    private final Generations generations;

    RoutesAudit(Database database, Generations generations) {
        this.audit = new Audit(database);
        this.generations = generations;
    }

    /** Does it, and notes it where another generation serves then. */
    <T> T around(AdminVisit visit, String action, String subject, Supplier<T> change) {
        Generation before = generations.serving();
        T done = change.get();
        Generation after = generations.serving();
        if (after != before) {
            note(visit, action, subject, state(before), state(after));
        }
        return done;
    }

    private static Map<String, Object> state(Generation generation) {
        return Map.of("generation", generation.number(), "digest", generation.digest());
    }

    /** The database may be what is in trouble: who is called at night must be able to act all the same. */
    private void note(AdminVisit visit, String action, String subject, Object before, Object after) {
        LOG.info("{} by {}: {}", action, visit.actor().name(), subject);
        try {
            audit.note(visit.actor(), action, subject, before, after);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }
}
