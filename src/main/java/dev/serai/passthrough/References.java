package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import dev.serai.wire.Media;
import java.util.HashSet;
import java.util.List;
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
    private static final String ADDRESS = "url";
    private static final String NEW = "name";

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
    private final NamedModels models;
    private final boolean any;
    private final Set<String> seen = new HashSet<>();

    /**
     * Has seen nothing yet.
     *
     * @param any whether it may speak of whatever is not known to be another's
     */
    References(OwnedIds ids, Caller caller, Provider provider, ModelIndex index, boolean any) {
        this.ids = ids;
        this.caller = caller;
        this.provider = provider;
        this.models = new NamedModels(caller, provider, index);
        this.any = any;
    }

    /** The same for files: of their texts those matter that a provider would take for models and ids, as in a batch's lines. */
    JsonPass.Sink inFiles() {
        return (name, value, depth) -> {
            models.requireAllowed(name, value);
            if (depth == IN_BODY && name.equals(NamedModels.MODEL)) {
                models.requireNoAlias(value);
            }
            if (namesIds(name, value)) {
                each(value);
            }
            requireNamed(name, value);
        };
    }

    /** What stands in a query: a value may be a list. */
    void inQuery(String value) {
        each(value);
        requireNamed("", value);
    }

    @Override
    public void text(String name, String value, int depth) {
        models.requireAllowed(name, value);
        requireReadable(name, value);
        if (namesIds(name, value)) {
            each(value);
        } else if (!name.equals(OWN_WORD)) {
            requireOwned(value.strip());
        }
        requireNamed(name, value);
    }

    @Override
    public void beginning(String name, String value, int depth) {
        requireReadable(name, value);
        requireNamed(name, value);
    }

    private void requireReadable(String name, String value) {
        if (!any && Media.isAddress(name)) {
            provider.passing().storage().requireAllowed(provider.name(), value);
        }
    }

    /** What has blanks within is prose: no address has any. Who has something made may say how it is to be named. */
    private void requireNamed(String name, String value) {
        String text = value.strip();
        String id = name.equals(OWN_WORD) || text.indexOf(' ') >= 0
                ? null
                : provider.passing().names().of(text);
        if (id != null) {
            requireTheirs(id, any || name.equals(NEW));
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
            public void beginning(String name, String value, int depth) {
                References.this.beginning(name, value, depth);
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
        if (value.indexOf('/') < 0 && provider.passing().isId(value)) {
            requireTheirs(value, any);
        }
    }

    private void requireTheirs(String id, boolean orNobodys) {
        if (!seen.add(id)) {
            return;
        }
        if (seen.size() > MOST) {
            throw ApiException.badRequest(
                    "too_many_ids", null, "The request names more than " + MOST + " ids: send it in parts");
        }
        boolean theirs = orNobodys
                ? !ids.isForeign(caller.tenant(), provider.name(), List.of(id))
                : ids.isOwned(caller.tenant(), provider.name(), id);
        if (!theirs) {
            throw notFound(id);
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

    static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
