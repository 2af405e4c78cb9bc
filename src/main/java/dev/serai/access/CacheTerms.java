package dev.serai.access;

import dev.serai.limits.Subject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller's project and token say of answers that are kept to be given again.
 *
 * @param tenant to whom they belong: the project, the caller where that has none, or the projects that share them
 * @param scope who may be given what was kept: the caller alone, unless its project says that more share it
 * @param state what of its project answers may depend on, as its rules and keys
 */
public record CacheTerms(String tenant, String scope, Map<String, String> state) {

    /** What a rule says that nothing is to be kept. */
    public static final String OFF = "off";

    private static final String SHARED = "shared";

    /** How a rule begins that projects share answers by which say the same. */
    static final String GROUP = SHARED + ":";

    /** Those of a caller. */
    public static CacheTerms of(Caller caller) {
        String ofProject = ofProject(caller);
        if (ofProject != null && ofProject.startsWith(GROUP)) {
            return new CacheTerms(ofProject, ofProject, ofAny(caller.project));
        }
        return new CacheTerms(
                caller.tenant(), SHARED.equals(ofProject) ? caller.tenant() : caller.id(), state(caller.project));
    }

    /** What its project's or token's rule says, null where neither says anything; an {@code off} of either counts. */
    public static String rule(Caller caller) {
        String own = caller.token == null ? null : caller.token.rules().cache();
        String ofProject = ofProject(caller);
        boolean isOwn = ofProject == null || OFF.equals(own);
        return isOwn && own != null ? own : ofProject;
    }

    private static String ofProject(Caller caller) {
        return caller.project == null ? null : caller.project.project().rules().cache();
    }

    private static Map<String, String> state(Directory.KnownProject project) {
        return project == null
                ? Map.of()
                : Map.of("revision", Long.toString(project.project().revision()));
    }

    /** What differs between projects, and routes and providers may look at. */
    private static Map<String, String> ofAny(Directory.KnownProject project) {
        Map<String, String> state = new TreeMap<>();
        project.project().metadata().forEach((name, value) -> state.put("metadata " + name, value));
        project.project().providerKeys().forEach((provider, key) -> state.put("key " + provider, key));
        return state;
    }

    /**
     * The same caller as it asks again for what is near its end: within a share of its project's budget; null where that has
     * none to be used so.
     */
    public static Caller warming(Caller caller) {
        Subject share = caller.project == null ? null : caller.project.warming();
        return share == null ? null : caller.with(share);
    }
}
