package dev.serai.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import dev.serai.wire.Glob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What a project or a token may do; a token may do what both allow. What is null or empty restricts nothing.
 *
 * @param models patterns of models as callers name them, or as {@code provider/model}
 * @param endpoints patterns of paths, {@code /v1/embeddings}
 * @param addresses IP addresses and ranges that requests may come from, {@code 10.0.0.0/8}
 * @param limits requests and tokens by time, and requests at once
 * @param budget money by day, month and in all
 * @param logContent whether what is said may be kept by event routes that ask for it: a project has to say so, and a token may
 *     say no
 * @param passProvider of a project: whose files, batches and whatever else passes as it came its callers mean
 * @param passthrough whether any path of any provider may be asked with the gateway's key: a project has to say so, and a
 *     token may say no
 * @param cache whether answers are kept, to be given again: {@code on}, each caller's own; {@code shared}, of a project, for
 *     all its callers together; {@code shared:name}, of several projects, for those of all that say the same; {@code off},
 *     never, whoever says so
 * @param cacheWarming of a project: which share of its budget may be used to ask again, in the background, for answers that
 *     are much used and near their end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rules(
        List<String> models,
        List<String> endpoints,
        List<String> addresses,
        Limits limits,
        Budget budget,
        Boolean logContent,
        String passProvider,
        Boolean passthrough,
        String cache,
        BigDecimal cacheWarming) {

    private static final Pattern CACHE =
            Pattern.compile("on|off|shared|" + CacheTerms.GROUP + "[a-z0-9][a-z0-9-]{0,63}");

    private static final int LONGEST_ADDRESS = 64;
    private static final Pattern ADDRESS = Pattern.compile("(\\d+(\\.\\d+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d+)?");

    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public static final Rules NONE = new Rules(null, null, null, null, null, null, null, null, null, null);

    /** What is wrong with them apart from {@link #limits}, a sentence each that names the field; empty if nothing. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String address : orEmpty(addresses)) {
            if (!isAddress(address)) {
                problems.add("addresses: '" + address + "' is no IP address or range such as 10.0.0.0/8");
            }
        }
        for (String endpoint : orEmpty(endpoints)) {
            if (endpoint == null || !endpoint.startsWith("/")) {
                problems.add("endpoints: '" + endpoint + "' is no path such as /v1/embeddings");
            }
        }
        if (passProvider != null && !PROVIDER.matcher(passProvider).matches()) {
            problems.add("passProvider: '" + passProvider + "' is no provider's name, as in routes/providers/");
        }
        if (cache != null && !CACHE.matcher(cache).matches()) {
            problems.add("cache: '" + cache + "' is none of on, shared, shared:name and off");
        }
        if (cacheWarming != null && (cacheWarming.signum() <= 0 || cacheWarming.compareTo(BigDecimal.ONE) > 0)) {
            problems.add("cacheWarming: '" + cacheWarming + "' is no share from 0 to 1, such as 0.05");
        }
        if (orEmpty(models).stream().anyMatch(model -> model == null || model.isBlank())) {
            problems.add("models: a pattern is empty");
        }
        return problems;
    }

    /** A name would be looked up each time. */
    private static boolean isAddress(String text) {
        if (text == null
                || text.length() > LONGEST_ADDRESS
                || !ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            new IpAddressMatcher(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** These rules, ready to be asked for each request. */
    Compiled compile() {
        return new Compiled(
                orEmpty(models).stream().map(Glob::of).toList(),
                orEmpty(endpoints).stream().map(Glob::of).toList(),
                orEmpty(addresses).stream().map(IpAddressMatcher::new).toList());
    }

    private static List<String> orEmpty(List<String> list) {
        return list == null ? List.of() : list;
    }

    /** Rules with their patterns read. */
    record Compiled(List<Glob> models, List<Glob> endpoints, List<IpAddressMatcher> addresses) {

        boolean allowsModel(String name) {
            return allows(models, name);
        }

        boolean allowsEndpoint(String path) {
            return allows(endpoints, path);
        }

        boolean allowsAddress(String address) {
            return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.matches(address));
        }

        private static boolean allows(List<Glob> patterns, String name) {
            for (Glob pattern : patterns) {
                if (pattern.matches(name)) {
                    return true;
                }
            }
            return patterns.isEmpty();
        }
    }
}
