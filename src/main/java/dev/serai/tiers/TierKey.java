package dev.serai.tiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an entry is found by, and what it is chosen by where entries are to be forgotten; as a choice, {@code null} stands for
 * any.
 *
 * @param digest SHA-256 in hexadecimal
 */
public record TierKey(String project, String model, String category, String digest) {

    /** Chooses everything. */
    static final TierKey ALL = new TierKey(null, null, null, null);

    private static final int PARTS = 4;

    /** Whether it is chosen by this. */
    boolean holds(TierKey it) {
        return holds(project, it.project)
                && holds(model, it.model)
                && holds(category, it.category)
                && holds(digest, it.digest);
    }

    private static boolean holds(String chosen, String part) {
        return chosen == null || chosen.equals(part);
    }

    /** Every choice that holds this. */
    List<TierKey> choices() {
        List<TierKey> all = new ArrayList<>(1 << PARTS);
        for (int parts = 0; parts < 1 << PARTS; parts++) {
            all.add(new TierKey(
                    (parts & 1) == 0 ? null : project,
                    (parts & 2) == 0 ? null : model,
                    (parts & 4) == 0 ? null : category,
                    (parts & 8) == 0 ? null : digest));
        }
        return all;
    }

    /** A text that no other one has. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String part : Arrays.asList(project, model, category, digest)) {
            text.append(part == null ? "-" : part.length() + ":" + part);
        }
        return text.toString();
    }

    /**
     * That of a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TierKey parse(String text) {
        String[] parts = new String[PARTS];
        int at = 0;
        for (int i = 0; i < PARTS; i++) {
            if (text.startsWith("-", at)) {
                at++;
                continue;
            }
            int colon = text.indexOf(':', at);
            if (colon < 0) {
                throw new IllegalArgumentException("no key: " + text);
            }
            int end = Math.addExact(colon + 1, Integer.parseInt(text, at, colon, 10));
            if (end <= colon || end > text.length()) {
                throw new IllegalArgumentException("no key: " + text);
            }
            parts[i] = text.substring(colon + 1, end);
            at = end;
        }
        return new TierKey(parts[0], parts[1], parts[2], parts[3]);
    }

    /** What entries on disk are found by: of what has the same, the last one is kept. */
    long id() {
        return Long.parseUnsignedLong(digest, 0, 16, 16);
    }
}
