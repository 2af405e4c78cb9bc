package dev.serai.passthrough;

import dev.serai.wire.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An address that a provider told who asked it, under which a file can be sent in parts, for example: what stands for it in the
 * query is its project's own, as an id is.
 */
final class ToldAddress {

    /** Shorter ones are words. */
    private static final int SHORTEST = 16;

    private static final String KIND = "told/";

    private ToldAddress() {}

    private static List<String> ids(CleanPath path) {
        return path.query().stream()
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST)
                .map(value -> KIND + HexFormat.of().formatHex(Sha256.of(value)))
                .distinct()
                .toList();
    }

    /** Remembers one, as the client finds it here. */
    static void learn(OwnedIds ids, Meant meant, String address) {
        int query = address.indexOf('?');
        if (query >= 0) {
            ids(CleanPath.of("", address.substring(query + 1)))
                    .forEach(id -> ids.add(meant.tenant(), meant.provider().name(), id, false));
        }
    }

    /**
     * Looks whether what a request to the provider's base says is of one that was told its project.
     *
     * @throws dev.serai.wire.ApiException 404 if it is of another
     */
    static void requireTold(OwnedIds ids, Meant meant) {
        List<String> asked = meant.below().base() ? ids(meant.path()) : List.of();
        boolean theirs = meant.whole()
                ? !ids.isForeign(meant.tenant(), meant.provider().name(), asked)
                : asked.stream()
                        .allMatch(id ->
                                ids.isOwned(meant.tenant(), meant.provider().name(), id));
        if (!theirs) {
            throw References.notFound(meant.path().last());
        }
    }
}
