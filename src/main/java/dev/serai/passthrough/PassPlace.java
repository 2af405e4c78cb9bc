package dev.serai.passthrough;

import dev.serai.provider.Provider;
import dev.serai.wire.Passed;
import java.util.ArrayList;
import java.util.List;

/**
 * Where what passes is at this gateway: below which path, and what that stands for at a provider.
 *
 * @param root the path here
 * @param base whether the whole path is below the provider's base; else what is behind the root, below the root of its API
 * @param format of clients that have it: providers that speak it have it, too; empty for any
 */
record PassPlace(String root, boolean base, String format) {

    /** Behind the name of a format. */
    private static final String PASS = "Pass";

    /** What a path is below. */
    Passed.Below below() {
        return new Passed.Below(base, base ? "" : root);
    }

    /** A path as it came, as a provider has it. */
    CleanPath path(String said, String query) {
        return CleanPath.of(base ? said : said.substring(root.length()), query);
    }

    /** What of such a path says what is meant. */
    CleanPath named(CleanPath path) {
        return base ? path.from(root.split("/", -1).length - 1) : path;
    }

    /** Whether a provider has it: one that speaks the format, or takes what passes in it alone. */
    boolean isOf(Provider provider) {
        return format.isEmpty()
                || isIn(provider)
                || (provider.serves(format + PASS) && provider.serves(Passed.OPERATION));
    }

    /** Whether a provider has it that answers in the format, too: who names none means that one. */
    boolean isIn(Provider provider) {
        return provider.serves(format) && provider.serves(Passed.OPERATION);
    }

    /** What in a path may be an id, or is a name of one. */
    static List<String> ids(Provider provider, CleanPath path) {
        List<String> ids = new ArrayList<>(path.segments());
        for (int i = 1; i < path.segments().size(); i++) {
            String name = provider.passing().names().at(path.segments(), i);
            if (name != null) {
                ids.add(name);
            }
        }
        return ids;
    }
}
