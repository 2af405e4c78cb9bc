package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.access.ProviderKeys;
import dev.serai.log.Secrets;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A project's own keys for providers, which no answer shows. */
@RestController
@RequestMapping("/manage/projects/{id}/provider-keys/{provider}")
public class ManageProviderKeys {

    private static final String PROVIDER = "[a-z0-9]+(-[a-z0-9]+)*";

    /** What is sent. */
    record ProviderKey(String key) {

        @Override
        public String toString() {
            return "a key";
        }
    }

    private final ProviderKeys keys;

    ManageProviderKeys(ProviderKeys keys) {
        this.keys = keys;
    }

    /** Whether there is a master key to encrypt them under. */
    public boolean possible() {
        return !keys.masterKeys().isEmpty();
    }

    @Does(Act.SET_PROVIDER_KEYS)
    @PutMapping(consumes = "application/json")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void set(
            @PathVariable String id,
            @PathVariable String provider,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit,
            InputStream body)
            throws IOException {
        Faults faults = new Faults();
        String key = Body.read(body).appliedTo(new ProviderKey(null), faults).key();
        if (!provider.matches(PROVIDER)) {
            faults.add("provider", "must be a provider's name, as in routes/providers/");
        }
        faults.refuse();
        Secrets.known().add(key);
        keys.set(id, visit.expected(), provider, key, visit.actor());
    }

    @Does(Act.SET_PROVIDER_KEYS)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void remove(
            @PathVariable String id,
            @PathVariable String provider,
            @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        keys.remove(id, visit.expected(), provider, visit.actor());
    }
}
