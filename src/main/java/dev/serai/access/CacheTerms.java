package dev.serai.access;

/**
 * What a caller's project and token say of answers that are kept to be given again.
 *
 * @param rule {@code on}, {@code shared} or {@code off}; null where neither says anything
 * @param scope who may be given what was kept: the caller alone, unless its project says that all its callers share it
 * @param projectRevision the number of the last change of its project, on whose rules and keys answers depend; -1 where it
 *     has none
 */
public record CacheTerms(String rule, String scope, long projectRevision) {

    /** What a rule says that nothing is to be kept. */
    public static final String OFF = "off";

    private static final String SHARED = "shared";

    /** Those of a caller: an {@code off} of either counts. */
    public static CacheTerms of(Caller caller) {
        String own = caller.token == null ? null : caller.token.rules().cache();
        String ofProject =
                caller.project == null ? null : caller.project.project().rules().cache();
        boolean isOwn = ofProject == null || OFF.equals(own);
        return new CacheTerms(
                isOwn && own != null ? own : ofProject,
                SHARED.equals(ofProject) ? caller.tenant() : caller.id(),
                caller.project == null ? -1 : caller.project.project().revision());
    }
}
