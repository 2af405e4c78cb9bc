package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a request may speak of: ids of what the caller owns, wherever in it they stand, and where the caller's models are
 * restricted, these. An id that is not theirs does not exist, and the request does not arrive whole.
 */
final class References implements JsonPass.Sink {

    private static final int MOST = 1000;
    private static final int LONGEST_SHOWN = 80;

    private final OwnedIds ids;
    private final Caller caller;
    private final Provider provider;
    private final Set<String> seen = new HashSet<>();

    References(OwnedIds ids, Caller caller, Provider provider) {
        this.ids = ids;
        this.caller = caller;
        this.provider = provider;
    }

    /** The same for files, of which just the models matter. */
    JsonPass.Sink inFiles() {
        return (name, value, depth) -> requireAllowed(name, value);
    }

    @Override
    public void text(String name, String value, int depth) {
        requireAllowed(name, value);
        if (!provider.passing().isId(value) || !seen.add(value)) {
            return;
        }
        if (seen.size() > MOST) {
            throw ApiException.badRequest(
                    "too_many_ids", null, "The request names more than " + MOST + " ids: send it in parts");
        }
        boolean owned = ids.find(caller.tenant(), List.of(value)).stream()
                .anyMatch(it -> it.provider().equals(provider.name()));
        if (!owned) {
            throw notFound(value);
        }
    }

    private void requireAllowed(String name, String value) {
        if (caller.modelsRestricted()
                && name.toLowerCase(Locale.ROOT).equals("model")
                && !caller.allowsModel(value, provider.name() + "/" + value)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    "model",
                    "This API key may not use the model '" + shown(value)
                            + "'; GET /v1/models lists those that it may");
        }
    }

    /** 404: there is no such thing, or it is somebody else's, which is the same. */
    static ApiException notFound(String id) {
        return new ApiException(
                404,
                "invalid_request_error",
                "not_found",
                null,
                "There is no '" + shown(id) + "' here: ids are those of what this project has had made through this"
                        + " gateway");
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
