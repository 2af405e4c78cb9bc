package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.Kept;
import dev.serai.provider.Provider;
import java.util.List;
import java.util.Objects;

/**
 * What outlives generations of what passes as it came.
 *
 * @param ids whose something is
 * @param maxUpload bytes that a body may have
 * @param unread what batches have written
 */
record Passage(OwnedIds ids, long maxUpload, UnreadOutputs unread) implements Kept {

    /** Its name in the registry. */
    static final String NAME = Kept.NAME;

    @Override
    public void requireOwned(Caller caller, Provider provider, List<String> named) {
        List<String> meant = named.stream()
                .map(String::strip)
                .map(provider.passing()::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<String> owned = ids.find(caller.tenant(), meant).stream()
                .filter(it -> it.provider().equals(provider.name()))
                .map(OwnedIds.Owned::id)
                .toList();
        meant.stream().filter(id -> !owned.contains(id)).findFirst().ifPresent(id -> {
            throw References.notFound(id);
        });
    }
}
