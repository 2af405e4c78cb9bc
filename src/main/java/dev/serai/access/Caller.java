package dev.serai.access;

import dev.serai.limits.Subject;
import dev.serai.wire.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * Who calls, as the directory knew them when the request came: the variable {@code caller}. As a text it is the caller's
 * id, so that routes can tell callers apart by it.
 */
public final class Caller {

    public static final String VARIABLE = "caller";

    private final String id;
    final Token token;
    final Directory.KnownProject project;
    private final List<Rules.Compiled> rules;
    private final List<Subject> subjects;

    private Caller(
            String id,
            Token token,
            Directory.KnownProject project,
            List<Rules.Compiled> rules,
            List<Subject> subjects) {
        this.id = id;
        this.token = token;
        this.project = project;
        this.rules = rules;
        this.subjects = subjects;
    }

    /** Someone of whom no more is known: the holder of one of {@code SERAI_KEYS}, or a program of this machine. */
    static Caller named(String id) {
        return new Caller(id, null, null, List.of(), List.of());
    }

    /** The gateway itself, where a background route asks a model and says nothing of who asks. */
    public static Caller gateway() {
        return named("gateway");
    }

    static Caller with(KnownToken known, Directory.KnownProject project) {
        Token token = known.token();
        Subject own = new Subject(
                "token", token.id(), token.rules().limits(), token.rules().budget());
        return project == null
                ? new Caller(token.id(), token, null, List.of(known.rules()), List.of(own))
                : new Caller(
                        token.id(),
                        token,
                        project,
                        List.of(known.rules(), project.rules()),
                        List.of(own, project.subject()));
    }

    /** The bearer of a JWT that speaks for a project. */
    static Caller of(Directory.KnownProject project, String subject) {
        return new Caller(
                project.project().id() + "/" + subject,
                null,
                project,
                List.of(project.rules()),
                List.of(project.subject()));
    }

    /** The same where something else is limited, too. */
    Caller with(Subject another) {
        return new Caller(
                id,
                token,
                project,
                rules,
                Stream.concat(subjects.stream(), Stream.of(another)).toList());
    }

    /** Whether it speaks for another project, or for an earlier state of this one. */
    @SuppressWarnings("ReferenceEquality") // each state is an object of its own
    boolean isOfOther(Directory.KnownProject now) {
        return project != now;
    }

    /** The caller of an exchange; null before it is known. */
    public static Caller of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Caller.class);
    }

    /** {@code tok_…}, {@code prj_…/subject} for the bearer of a JWT, {@code key-0}, {@code local} or {@code gateway}. */
    public String id() {
        return id;
    }

    /** Its token's id, or null. */
    public String token() {
        return token == null ? null : token.id();
    }

    /** Its token's name, or null. */
    public String tokenName() {
        return token == null ? null : token.name();
    }

    /** Whether what it says, and is answered, may be kept: its project has to say so, and its token not to say no. */
    public boolean logsContent() {
        return project != null
                && Boolean.TRUE.equals(project.project().rules().logContent())
                && (token == null || !Boolean.FALSE.equals(token.rules().logContent()));
    }

    /** Whose files, batches and the like it means where it does not say; null where its project does not say either. */
    public String passProvider() {
        return project == null ? null : project.project().rules().passProvider();
    }

    /** Whether it may ask any path of any provider: its project has to say so, and its token not to say no. */
    public boolean maySeeAll() {
        return project != null
                && Boolean.TRUE.equals(project.project().rules().passthrough())
                && (token == null || !Boolean.FALSE.equals(token.rules().passthrough()));
    }

    /** To whom belongs what it has a provider keep: its project, or itself where it has none. */
    public String tenant() {
        return project == null ? id : project.project().id();
    }

    /** Its project's id, or null. */
    public String project() {
        return project == null ? null : project.project().id();
    }

    /** What its project's owners note, for routing rules. */
    public Map<String, String> metadata() {
        return project == null ? Map.of() : project.project().metadata();
    }

    /** What its token's owners note, for routing rules. */
    public Map<String, String> labels() {
        return token == null ? Map.of() : token.labels();
    }

    /** Who is limited when it calls: its token and its project, as far as it has them. */
    public List<Subject> subjects() {
        return subjects;
    }

    /** The project's own key for a provider; empty where it cannot be decrypted, null where it has none. */
    public String providerKey(String provider) {
        return project == null ? null : project.providerKeys().get(provider);
    }

    /** Whether a model is allowed under one of these names. */
    public boolean allowsModel(String... names) {
        for (Rules.Compiled rule : rules) {
            if (!allowsOne(rule, names)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allowsOne(Rules.Compiled rule, String... names) {
        return Stream.of(names).anyMatch(rule::allowsModel);
    }

    /** Whether any rule speaks of models. */
    public boolean modelsRestricted() {
        return rules.stream().anyMatch(rule -> !rule.models().isEmpty());
    }

    /**
     * Refuses a caller whose token or project may not be used now.
     *
     * @throws ApiException 401, or 403 where another key would not help
     */
    void requireUsable(Instant now) {
        if (token != null) {
            token.requireUsable(now);
        }
        if (project == null ? token != null : !project.project().active()) {
            throw forbidden("project_inactive", "The project of this API key is not active");
        }
    }

    /**
     * Refuses what the rules do not allow, before the body is read.
     *
     * @throws ApiException 403
     */
    void requireAllowed(String endpoint, String address) {
        for (Rules.Compiled rule : rules) {
            if (!rule.allowsAddress(address)) {
                throw forbidden("ip_not_allowed", "This API key may not be used from the address " + address);
            }
            if (!rule.allowsEndpoint(endpoint)) {
                throw forbidden("endpoint_not_allowed", "This API key may not be used for " + endpoint);
            }
        }
    }

    static ApiException unauthorized(String code, String message) {
        return new ApiException(401, "invalid_request_error", code, null, message);
    }

    static ApiException forbidden(String code, String message) {
        return new ApiException(403, "invalid_request_error", code, null, message);
    }

    @Override
    public String toString() {
        return id;
    }
}
