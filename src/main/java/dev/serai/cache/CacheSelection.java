package dev.serai.cache;

/**
 * Which answers are meant; null for any.
 *
 * @param project whose they are: a project, or a caller that has none
 * @param model as callers name it
 * @param category what they are for
 */
public record CacheSelection(String project, String model, String key, String category) {

    /** Whether it says nothing but a category. */
    public boolean isOfCategoryAlone() {
        return project == null && model == null && key == null;
    }

    /** Whether a prompt of this project is meant. */
    boolean holdsPrompt(String owner, CacheKey it) {
        return (project == null || project.equals(owner))
                && (model == null || model.equals(it.model()))
                && (key == null || key.equals(it.digest()));
    }

    boolean holds(CacheKey it, Standing standing) {
        return (project == null || project.equals(standing.owner()))
                && (model == null || model.equals(it.model()))
                && (key == null || key.equals(it.digest()))
                && (category == null || category.equals(standing.category()));
    }
}
