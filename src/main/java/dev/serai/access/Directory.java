package dev.serai.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.limits.Budget;
import dev.serai.limits.Subject;
import dev.serai.log.Secrets;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All projects and tokens in memory, ready to be asked for each request. */
public final class Directory implements Holder {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    /**
     * A project with its rules compiled and its keys readable.
     *
     * @param providerKeys by provider; never shown. One that could not be decrypted is empty
     * @param subject of its limits and its budget
     * @param warming of the share of that by which answers are asked for again before they end; null where there is none
     */
    public record KnownProject(
            Project project, Rules.Compiled rules, Map<String, String> providerKeys, Subject subject, Subject warming) {

        /** Whether its callers may ask for a model by this name. */
        public boolean allowsModel(String name) {
            return rules.allowsModel(name);
        }

        @Override
        public String toString() {
            return project.id();
        }
    }

    /**
     * Who has a budget.
     *
     * @param kind {@code project} or {@code token}
     */
    public record Budgeted(String kind, String id, String name, Budget budget) {}

    private final MasterKeys masterKeys;
    /** Many tokens have the same rules. */
    private final Cache<Rules, Rules.Compiled> compiled =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private final Map<TokenHash, KnownToken> tokens = new ConcurrentHashMap<>();
    private final Map<String, KnownProject> projects = new ConcurrentHashMap<>();
    private final Map<String, String> projectIds = new ConcurrentHashMap<>();
    private final Map<String, TokenHash> hashes = new ConcurrentHashMap<>();
    private final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();

    public Directory(MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    /** The token of this text, whatever its state, if it is known. */
    Optional<KnownToken> token(String text) {
        return token(TokenHash.of(text));
    }

    Optional<KnownToken> token(TokenHash hash) {
        return Optional.ofNullable(tokens.get(hash));
    }

    /** A project by its id. */
    public Optional<KnownProject> project(String id) {
        return Optional.ofNullable(projects.get(id));
    }

    /** A project by its id or its name. */
    public Optional<KnownProject> projectNamed(String name) {
        return project(name).or(() -> Optional.ofNullable(projectIds.get(name)).flatMap(this::project));
    }

    /** A token by its id. */
    public Optional<Token> tokenById(String id) {
        return knownToken(id).map(KnownToken::token);
    }

    Optional<KnownToken> knownToken(String id) {
        return Optional.ofNullable(hashes.get(id)).map(tokens::get);
    }

    /** Those who have a budget: {@code project:<id>} and {@code token:<id>}. */
    public Set<String> budgeted() {
        Set<String> subjects = new HashSet<>();
        budgets().forEach(budgeted -> subjects.add(budgeted.kind() + ":" + budgeted.id()));
        return subjects;
    }

    /** The same with their budgets. */
    public List<Budgeted> budgets() {
        List<Budgeted> budgets = new ArrayList<>();
        projects().stream()
                .filter(project -> project.rules().budget() != null)
                .forEach(it -> budgets.add(
                        new Budgeted("project", it.id(), it.name(), it.rules().budget())));
        tokens().stream()
                .filter(token -> token.rules().budget() != null)
                .forEach(it -> budgets.add(
                        new Budgeted("token", it.id(), it.name(), it.rules().budget())));
        return budgets;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.unbounded("tokens", tokens.size()), Holding.unbounded("projects", projects.size()));
    }

    /** All projects, in no order. */
    List<Project> projects() {
        return projects.values().stream().map(KnownProject::project).toList();
    }

    /** All tokens, in no order. */
    List<Token> tokens() {
        return tokens.values().stream().map(KnownToken::token).toList();
    }

    /** Takes these for all there are. */
    void replace(List<Project> allProjects, List<Token> allTokens) {
        Set<String> ids = new HashSet<>();
        allProjects.forEach(project -> ids.add(project.id()));
        allTokens.forEach(token -> ids.add(token.id()));
        allProjects.forEach(this::put);
        allTokens.forEach(this::put);
        Stream.concat(projects.keySet().stream(), hashes.keySet().stream())
                .filter(id -> !ids.contains(id))
                .toList()
                .forEach(this::remove);
    }

    void put(Project project) {
        Rules rules = project.rules();
        Subject subject = new Subject("project", project.id(), rules.limits(), rules.budget());
        Subject warming = rules.cacheWarming() == null || rules.budget() == null
                ? null
                : new Subject("warming", project.id(), null, rules.budget().share(rules.cacheWarming()));
        KnownProject before = projects.put(
                project.id(), new KnownProject(project, compiled(rules), decrypted(project), subject, warming));
        if (before != null) {
            projectIds.remove(before.project().name(), project.id());
        }
        projectIds.put(project.name(), project.id());
    }

    void put(Token token) {
        TokenHash hash = TokenHash.parse(token.hash());
        tokens.put(hash, new KnownToken(token, compiled(token.rules())));
        hashes.put(token.id(), hash);
    }

    private Rules.Compiled compiled(Rules rules) {
        return compiled.get(rules, Rules::compile);
    }

    /** Has somebody told of each project and token that is there no longer, by its id. */
    public void whenRemoved(Consumer<String> follower) {
        followers.add(follower);
    }

    /** Forgets a project or a token. */
    void remove(String id) {
        KnownProject project = projects.remove(id);
        if (project != null) {
            projectIds.remove(project.project().name(), id);
        }
        TokenHash hash = hashes.remove(id);
        if (hash != null) {
            tokens.remove(hash);
        }
        followers.forEach(follower -> follower.accept(id));
    }

    private Map<String, String> decrypted(Project project) {
        Map<String, String> keys = new HashMap<>();
        project.providerKeys().forEach((provider, encrypted) -> {
            try {
                String key = masterKeys.decrypt(encrypted, MasterKeys.place(project.id(), provider));
                Secrets.known().add(key);
                keys.put(provider, key);
            } catch (IllegalStateException e) {
                LOG.error("The key of {} for {} cannot be used: {}", project.name(), provider, e.getMessage());
                keys.put(provider, ""); // the environment's key would be another account
            }
        });
        return Map.copyOf(keys);
    }
}
