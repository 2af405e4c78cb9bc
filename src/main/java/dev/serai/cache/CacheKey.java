package dev.serai.cache;

import dev.serai.access.CacheTerms;
import dev.serai.access.Caller;
import dev.serai.call.Reach;
import dev.serai.call.Target;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.RawObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two requests have to have in common to get the same answer: who asks, on whose behalf and by which rules, in which
 * format, what may answer, and everything that the request says. What nobody knows here counts as all else does.
 *
 * @param tenant whose project, the caller itself, or the projects that share it
 * @param model as callers name it
 * @param endpoint the format and the operation: {@code chat}, {@code messages}
 * @param digest SHA-256 of all, in hexadecimal
 */
record CacheKey(String tenant, String model, String endpoint, String digest) {

    /** What its heap takes, about. */
    static final int WEIGHT = 512;

    /** Said to the cache, or of how one waits, and not to who answers. */
    private static final List<String> OF_CACHE = List.of("cache", "cache-control", "prefer");

    /** How events are told apart, and who asks, which is the caller. */
    private static final List<String> OF_ADDRESS = List.of("alt", "key");

    /**
     * What is asked, besides what the request itself says.
     *
     * @param proof what tells the caller from others who have been known by the same id
     * @param hints the client's {@code x-serai-…} headers: routes may choose by them
     * @param fallbacks the models that the caller named
     * @param files digest of those that make answers: changed ones may make others
     */
    record Question(
            Caller caller,
            String proof,
            HttpRequestFacts client,
            Map<String, String> hints,
            List<String> fallbacks,
            Reach reach,
            String files) {}

    /** That of a request. */
    static CacheKey of(Question question, ApiRequest request) {
        return of(question, request, request.said(), List.of());
    }

    /**
     * That of what requests have in common.
     *
     * @param said what they say alike
     * @param more texts that they have in common besides
     */
    static CacheKey of(Question question, ApiRequest request, RawObject said, List<String> more) {
        Caller caller = question.caller();
        String endpoint = endpoint(request);
        CacheTerms terms = CacheTerms.of(caller);
        KeyDigest digest = new KeyDigest()
                .add(terms.tenant())
                .add(terms.scope())
                .add(question.proof())
                .add(request.media().kept().isEmpty() ? "" : caller.tenant()) // whose it is, who asks it knows
                .add(new TreeMap<>(terms.state()))
                .add(new TreeMap<>(caller.labels()))
                .add(question.files())
                .add(endpoint)
                .add(request.model())
                .add(question.fallbacks())
                .add(without(OF_CACHE, question.hints()))
                .add(without(OF_ADDRESS, question.client().parameters()));
        addTargets(digest, question, request);
        digest.add(said);
        if (!more.isEmpty()) {
            digest.add(more);
        }
        return new CacheKey(terms.tenant(), request.model(), endpoint, digest.hex());
    }

    /** In whichever words a client asks: a stream and a whole answer are one endpoint's. */
    static String endpoint(ApiRequest request) {
        return request.original() == null
                ? request.operation()
                : request.original().operation();
    }

    private static TreeMap<String, String> without(List<String> names, Map<String, String> all) {
        TreeMap<String, String> some = new TreeMap<>(all);
        some.keySet().removeAll(names);
        return some;
    }

    /**
     * Who may answer, since files may be changed; and the client's headers that reach any provider, since an alias may choose one
     * that its file does not name.
     */
    private static void addTargets(KeyDigest digest, Question question, ApiRequest request) {
        digest.add("targets");
        add(question.reach().of(request.model()), digest);
        question.fallbacks().forEach(name -> add(question.reach().of(name), digest));
        digest.add("headers");
        if (request.original() != null) {
            for (String name : question.reach().passedHeaders()) {
                String value = request.original().header(name);
                digest.add(name).add(value == null ? "" : value);
            }
        }
    }

    private static void add(Reach.Ways ways, KeyDigest digest) {
        for (Target target :
                ways.targets()) { // files name addresses by variables, which other replicas may have otherwise
            digest.add(target.toString()).add(target.provider().parameter("baseUrl"));
        }
    }
}
