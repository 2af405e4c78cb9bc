package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Database;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings provider keys that are under a previous master key under the current one, so that the previous can go. */
final class MasterKeyRotation {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyRotation.class);

    private final Projects stored;
    private final ProjectRegistry projects;
    private final MasterKeys masterKeys;

    MasterKeyRotation(Database database, ProjectRegistry projects, MasterKeys masterKeys) {
        this.stored = new Projects(database);
        this.projects = projects;
        this.masterKeys = masterKeys;
    }

    /**
     * Encrypts anew whatever can be decrypted, a transaction for each project. Does nothing where there is no master key.
     *
     * @throws org.springframework.dao.DataAccessException if the database fails; what was done stays done
     */
    void run() {
        if (masterKeys.isEmpty()) {
            return;
        }
        int count = 0;
        for (Project project : stored.changedAfter(-1)) {
            if (!anew(project).equals(project.providerKeys())
                    && projects.reencrypt(project.id(), this::anew, Actor.SERAI)) {
                count++;
            }
        }
        if (count > 0) {
            LOG.info("The provider keys of {} projects are under the current master key now", count);
        }
    }

    /** Its keys, each under the current master key, where it can be read. */
    private Map<String, String> anew(Project project) {
        Map<String, String> keys = new HashMap<>(project.providerKeys());
        keys.replaceAll((provider, encrypted) -> {
            if (masterKeys.isCurrent(encrypted)) {
                return encrypted;
            }
            String place = MasterKeys.place(project.id(), provider);
            try {
                return masterKeys.encrypt(masterKeys.decrypt(encrypted, place), place);
            } catch (IllegalStateException e) {
                return encrypted; // the directory has said so
            }
        });
        return keys;
    }
}
