package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request may speak of: ids of what the caller owns, wherever in it they stand, and where the caller's models are
 * restricted, these. An id that is not theirs does not exist, and the request does not arrive whole.
 */
final class References implements JsonPass.Sink {

    private static final Pattern UUID_DIGITS =
            Pattern.compile("^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$");
    private static final int MOST = 1000;
    private static final int LONGEST_SHOWN = 80;
    private static final String MODEL = "model";
    private static final String ADDRESS = "url";

    /** How deep a line of a batch's input names the model: in its body. */
    private static final int IN_BODY = 2;

    /** Ends of the names of members that speak of what is kept. */
    private static final List<String> NAMES =
            List.of("_id", "_ids", "_file", "_files", "container", "conversation", "vector_stores");

    /** What those who ask name as they like. */
    static final String OWN_WORD = "custom_id";

    private final OwnedIds ids;
    private final Caller caller;
    private final Provider provider;
    private final ModelIndex index;
    private final Set<String> seen = new HashSet<>();

    References(OwnedIds ids, Caller caller, Provider provider, ModelIndex index) {
        this.ids = ids;
        this.caller = caller;
        this.provider = provider;
        this.index = index;
    }

    /** The same for files: of their texts those matter that a provider would take for models and ids, as in a batch's lines. */
    JsonPass.Sink inFiles() {
        return (name, value, depth) -> {
            requireAllowed(name, value);
            if (depth == IN_BODY && name.equals(MODEL)) {
                requireNoAlias(value);
            }
            if (namesIds(name, value)) {
                each(value);
            }
        };
    }

    /** What stands in a query: a value may be a list. */
    void inQuery(String value) {
        each(value);
    }

    @Override
    public void text(String name, String value, int depth) {
        requireAllowed(name, value);
        if (namesIds(name, value)) {
            each(value);
        } else if (!name.equals(OWN_WORD)) {
            requireOwned(value.strip());
        }
    }

    private static boolean namesIds(String name, String value) {
        return !name.equals(OWN_WORD)
                && (NAMES.stream().anyMatch(name::endsWith) || (name.equals(ADDRESS) && value.startsWith("/")));
    }

    /** The same for a body, which is JSON as all read it. */
    JsonPass.Sink inBody() {
        return new JsonPass.Sink() {
            @Override
            public void text(String name, String value, int depth) {
                References.this.text(name, value, depth);
            }

            @Override
            public void odd() {
                throw ApiException.badRequest(
                        "invalid_json", null, "The request body is no JSON: servers would not agree on what it says");
            }
        };
    }

    /** Whatever stands between characters that no id has. */
    private void each(String value) {
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || !isOfIds(value.charAt(i))) {
                if (i > from) {
                    requireOwned(dashed(value.substring(from, i)));
                }
                from = i + 1;
            }
        }
    }

    /** Where ids are UUIDs, some servers take them without their dashes. */
    private static String dashed(String id) {
        return UUID_DIGITS.matcher(id).replaceFirst("$1-$2-$3-$4-$5");
    }

    private static boolean isOfIds(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.:".indexOf(c) >= 0;
    }

    private void requireOwned(String value) {
        if (!provider.passing().isId(value) || !seen.add(value)) {
            return;
        }
        if (seen.size() > MOST) {
            throw ApiException.badRequest(
                    "too_many_ids", null, "The request names more than " + MOST + " ids: send it in parts");
        }
        if (!ids.isOwned(caller.tenant(), provider.name(), value)) {
            throw notFound(value);
        }
    }

    private void requireAllowed(String name, String value) {
        if (caller.modelsRestricted()
                && name.toLowerCase(Locale.ROOT).equals(MODEL)
                && !caller.allowsModel(value, provider.name() + "/" + value)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    MODEL,
                    "This API key may not use the model '" + shown(value)
                            + "'; GET /v1/models lists those that it may");
        }
    }

    /** Lines of a batch pass as they came: a name that is the gateway's alone would fail at the provider, a day later. */
    private void requireNoAlias(String value) {
        boolean own = provider.models().stream().anyMatch(glob -> glob.matches(value));
        if (!own && (index.aliases().contains(value) || value.startsWith(provider.name() + "/"))) {
            throw ApiException.badRequest(
                    "model_not_the_providers",
                    MODEL,
                    "'" + shown(value)
                            + "' is a model's name at this gateway: in the lines of a batch, models are named"
                            + " as the provider '" + provider.name() + "' names them");
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
