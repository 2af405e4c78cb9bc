package dev.serai.access;

import java.util.HashMap;
import java.util.Map;

/**
 * What of everything somebody sees: all, or what is of one project. There is no other place that says it; what is of others is
 * to them as if it were not there.
 *
 * @param project its id; null for all
 */
public record Scope(String project) {

    /** Of who sees everything. */
    public static final Scope ALL = new Scope(null);

    private static final String PARAMETER = "project";

    public boolean isAll() {
        return project == null;
    }

    /** Whether they see what is of a project; of none: null. */
    public boolean sees(String owner) {
        return isAll() || project.equals(owner);
    }

    /**
     * The same question, of what they see alone.
     *
     * @param query whose parameter {@code project} names one by its id
     * @throws dev.serai.wire.ApiException 404 if it is about another project
     */
    public Map<String, String> narrowed(Map<String, String> query) {
        if (isAll()) {
            return query;
        }
        String asked = query.getOrDefault(PARAMETER, "").strip();
        if (!asked.isEmpty() && !sees(asked)) {
            throw Changes.notFound(PARAMETER, asked);
        }
        Map<String, String> narrowed = new HashMap<>(query);
        narrowed.put(PARAMETER, project);
        return narrowed;
    }
}
