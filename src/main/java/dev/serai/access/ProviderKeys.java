package dev.serai.access;

import dev.serai.access.ProjectRegistry.Draft;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;
import java.util.Map;
import java.util.TreeMap;

/** Sets and removes projects' own keys for providers. What is set can be used here, but never shown. */
public record ProviderKeys(ProjectRegistry projects, MasterKeys masterKeys) {

    /**
     * Sets a key, in the place of an earlier one.
     *
     * @param expected the project's revision as the caller knows it; null if any will do
     * @throws ApiException 404 if there is no such project, 409 if there is no master key, 412 if it was changed since
     */
    public void set(String project, Long expected, String provider, String key, Actor actor) {
        if (masterKeys.isEmpty()) {
            throw new ApiException(
                    409,
                    "invalid_request_error",
                    "master_key_missing",
                    null,
                    "Projects can have keys of their own when SERAI_MASTER_KEY is set, under which they are encrypted;"
                            + " make one with: openssl rand -base64 32");
        }
        String encrypted = masterKeys.encrypt(key, project + "/" + provider);
        projects.update(project, expected, draft -> with(draft, provider, encrypted), actor);
    }

    /**
     * Removes a key: the environment's counts again.
     *
     * @throws ApiException 404 if there is no such project or key, 412 if it was changed since
     */
    public void remove(String project, Long expected, String provider, Actor actor) {
        projects.update(
                project,
                expected,
                draft -> {
                    if (!draft.providerKeys().containsKey(provider)) {
                        throw Changes.notFound("provider_key", provider);
                    }
                    return with(draft, provider, null);
                },
                actor);
    }

    private static Draft with(Draft draft, String provider, String encrypted) {
        Map<String, String> keys = new TreeMap<>(draft.providerKeys());
        if (encrypted == null) {
            keys.remove(provider);
        } else {
            keys.put(provider, encrypted);
        }
        return new Draft(draft.name(), draft.active(), draft.rules(), keys, draft.metadata());
    }

    @Override
    public String toString() {
        return "provider keys";
    }
}
