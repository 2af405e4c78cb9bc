package dev.serai.passthrough;

import dev.serai.store.Database;
import dev.serai.wire.Passed;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/** Remembers ids as a tenant's own. Nobody is refused an answer because that fails: it is there, and paid for. */
record Acquired(Database database, Clock clock) {

    static final int LONGEST_ID = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Acquired.class);
    private static final String OF_TENANT = " where tenant = ? and provider = ? and id = ?";

    /** Of what is known how it can be asked for. */
    void add(String tenant, String provider, String id, boolean outputs) {
        add(
                "update owned_object set outputs = outputs or ?, used_at = ?" + OF_TENANT,
                "insert into owned_object (outputs, booked, used_at, tenant, provider, id) values (?, 0, ?, ?, ?, ?)",
                outputs,
                now(),
                tenant,
                provider,
                id);
    }

    /** Of what a model has made. */
    void add(String tenant, String provider, String id, Passed.Making making) {
        add(
                "update owned_object set made_as = ?, made_by = ?, video_ms = ?, used_at = ?" + OF_TENANT,
                "insert into owned_object (outputs, booked, made_as, made_by, video_ms, used_at, tenant, provider, id)"
                        + " values (false, 0, ?, ?, ?, ?, ?, ?, ?)",
                making.asked(),
                making.model(),
                making.length(),
                now(),
                tenant,
                provider,
                id);
    }

    /** The last three parameters are whose it is, where, and which. */
    private void add(String update, String insert, Object... row) {
        String id = (String) row[row.length - 1];
        if (id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
            return;
        }
        Object provider = row[row.length - 2];
        try {
            database.upsert(update, insert, List.<Object[]>of(row));
        } catch (DuplicateKeyException e) {
            LOG.debug("An id of {} is somebody else's, or was remembered meanwhile", provider);
        } catch (DataAccessException e) {
            Object tenant = row[row.length - 3];
            LOG.warn("An id of {} cannot be remembered: {} will not find it: {}", provider, tenant, Reason.of(e));
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
