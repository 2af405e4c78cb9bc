package dev.serai.cache;

/**
 * Which answers are meant; null for any.
 *
 * @param project whose they are: a project, or a caller that has none
 * @param model as callers name it
 */
public record CacheSelection(String project, String model, String key) {

    boolean holds(CacheKey it) {
        return (project == null || project.equals(it.tenant()))
                && (model == null || model.equals(it.model()))
                && (key == null || key.equals(it.digest()));
    }
}
