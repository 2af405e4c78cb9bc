package dev.serai.hawtio;

import dev.serai.access.Act;
import dev.serai.admin.AdminVisit;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What is done over JMX, by what it is and to which MBean: the way in which it is asked for counts for nothing, and each part of
 * a request that asks for several is asked for here. {@code jolokia-access.xml} says what everybody may who is let in,
 * {@code jolokia-changes.xml} what it takes {@link Act#CHANGE_MBEANS} to do. All else is for nobody.
 */
final class JmxPolicy implements Restrictor {

    private static final Logger LOG = LoggerFactory.getLogger(JmxPolicy.class);

    /** An attribute of each MBean that is to be seen. */
    private static final String SHOWN = "ObjectName";

    private final PolicyRestrictor looks = policy("jolokia-access.xml");
    private final PolicyRestrictor changes = policy("jolokia-changes.xml");
    private final Audit audit;

    JmxPolicy(Database database) {
        this.audit = new Audit(database);
    }

    private static PolicyRestrictor policy(String file) {
        try (InputStream policy = new ClassPathResource(file, JmxPolicy.class).getInputStream()) {
            return new PolicyRestrictor(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return looks.isTypeAllowed(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName mbean, String attribute) {
        return looks.isAttributeReadAllowed(mbean, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName mbean, String attribute) {
        return false;
    }

    /** A change is one that a link could not ask for. */
    @Override
    public boolean isOperationAllowed(ObjectName mbean, String operation) {
        if (looks.isOperationAllowed(mbean, operation)) {
            return true;
        }
        HttpServletRequest request = request();
        AdminVisit visit = AdminVisit.of(request);
        boolean allowed = changes.isOperationAllowed(mbean, operation)
                && visit.may(Act.CHANGE_MBEANS)
                && request.getMethod().equals("POST");
        if (allowed) {
            note(visit, mbean, operation);
        }
        return allowed;
    }

    /** The database may be what is in trouble: who is called at night must be able to act all the same. */
    private void note(AdminVisit visit, ObjectName mbean, String operation) {
        LOG.info("{} does {} to {}", visit.actor().name(), operation, mbean);
        try {
            audit.note(visit.actor(), "mbean.invoke", mbean.getCanonicalName(), null, Map.of("operation", operation));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("This could not be put into the audit: the database cannot be reached");
        }
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }

    /** Who may come in has been decided. */
    @Override
    public boolean isRemoteAccessAllowed(String... addresses) {
        return true;
    }

    /** No browser gets to read it from elsewhere. */
    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return strict;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName mbean) {
        return !looks.isAttributeReadAllowed(mbean, SHOWN);
    }

    /** A proxy may have ended TLS. */
    @Override
    public boolean ignoreScheme() {
        return true;
    }
}
