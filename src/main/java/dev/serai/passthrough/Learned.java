package dev.serai.passthrough;

import dev.serai.provider.Passing;
import dev.serai.wire.JsonPass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids in an answer to what a caller may ask are the caller's from then on: of what it has had made, and of what that
 * has led to. They are remembered before the client gets the bytes that they stand in.
 */
final class Learned implements Scan {

    private static final int MOST = 2000;
    private static final String ID = "id";
    private static final String NAME = "name";

    /** Members that name something beside it. */
    private static final List<String> NAMES = List.of("_id", "_ids", "_file", "_files");

    private final OwnedIds ids;
    private final Meant meant;
    private final Passing passing;
    private final JsonPass json;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Boolean> found = new HashMap<>();

    /**
     * Begins.
     *
     * @param lines whether each line of the answer is JSON of its own
     */
    Learned(OwnedIds ids, Meant meant, boolean lines) {
        this.ids = ids;
        this.meant = meant;
        this.passing = meant.provider().passing();
        this.json = new JsonPass(this::look, lines, Set.of());
    }

    private void look(String name, String value, int depth) {
        boolean made = meant.isMaking()
                && (isNew(name, value, depth)
                        || (depth == 1 && name.equals(ID) && (!meant.whole() || passing.isId(value))));
        boolean output = passing.outputs().contains(name);
        boolean names = meant.whole()
                ? output && meant.object().isPresent() // the rest may be anybody's
                : output
                        || name.equals(ID)
                        || (NAMES.stream().anyMatch(name::endsWith) && !name.equals(References.OWN_WORD));
        if (made && meant.making() != null) {
            ids.add(meant.tenant(), meant.provider().name(), value, meant.making());
        } else if ((made || (names && passing.isId(value))) && known.size() < MOST && known.add(value)) {
            found.put(value, output);
        }
    }

    /** It says its name itself, or below the word for it. */
    private boolean isNew(String name, String value, int depth) {
        return depth <= 2 && name.equals(NAME) && value.equals(passing.names().of(value));
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        json.add(bytes, offset, count);
        remember();
    }

    @Override
    public void end() {
        json.end();
        remember();
    }

    private void remember() {
        if (found.isEmpty()) {
            return;
        }
        ids.find(meant.tenant(), found.keySet()).stream()
                .filter(it -> it.provider().equals(meant.provider().name()))
                .filter(it -> it.outputs() || !found.getOrDefault(it.id(), false))
                .forEach(it -> found.remove(it.id()));
        found.forEach((id, outputs) -> ids.add(meant.tenant(), meant.provider().name(), id, outputs));
        found.clear();
    }
}
