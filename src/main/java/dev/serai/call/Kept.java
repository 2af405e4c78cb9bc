package dev.serai.call;

import dev.serai.access.Caller;
import dev.serai.provider.Provider;
import java.util.List;

/** What providers keep for whom: a request to a model may speak of it, too. */
public interface Kept {

    /** Its name in the registry. */
    String NAME = "passage";

    /**
     * Refuses a caller who names what is not theirs.
     *
     * @param ids of what the provider may keep; others are no ids of its
     * @throws dev.serai.wire.ApiException 404 for what they do not own, 503 if nobody knows
     */
    void requireOwned(Caller caller, Provider provider, List<String> ids);
}
