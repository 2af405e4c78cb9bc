package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request that passes is about.
 *
 * @param whole whether it may be about anything of the provider's
 * @param object the last id in its path, if there is one
 */
record Meant(
        String tenant,
        Provider provider,
        String method,
        CleanPath path,
        boolean whole,
        Optional<OwnedIds.Owned> object) {

    /** A word of an API, which no id looks like. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}");

    /** What stands behind an id where its bytes are asked for. */
    private static final Set<String> CONTENT = Set.of("content", "results", "download");

    /** Of the provider's whole account, or what lets callers past this gateway: nobody's to see. */
    private static final Set<String> NEVER = Set.of(
            "organization",
            "organizations",
            "projects",
            "admin",
            "dashboard",
            "billing",
            "usage",
            "api_keys",
            "realtime");

    /** What models answer has routes of its own, where it is limited and counted: there is no other way to it. */
    private static final Set<String> ELSEWHERE = Set.of(
            "chat",
            "completions",
            "embeddings",
            "responses",
            "messages",
            "images",
            "audio",
            "moderations",
            "rerank",
            "videos",
            "models",
            "engines",
            "edits",
            "complete");

    /**
     * Finds out.
     *
     * @param owned what of its path the caller owns
     * @throws ApiException 404 if it is about something else
     */
    static Meant of(Caller caller, Provider provider, String method, CleanPath path, List<OwnedIds.Owned> owned) {
        List<String> segments = path.segments();
        if (segments.isEmpty() || !isServed(segments) || !isWord(segments.get(0), provider)) {
            throw new ApiException(
                    404, "invalid_request_error", "unknown_url", null, "Nothing is served at /v1" + path);
        }
        Optional<OwnedIds.Owned> object = Optional.empty();
        for (String segment : path.from(1).segments()) {
            if (!isWord(segment, provider)) {
                object = Optional.of(owned.stream()
                        .filter(it -> it.id().equals(segment) && it.provider().equals(provider.name()))
                        .findFirst()
                        .orElseThrow(() -> References.notFound(segment)));
            }
        }
        return new Meant(caller.tenant(), provider, method, path, false, object);
    }

    private static boolean isServed(List<String> segments) {
        String first = segments.get(0);
        boolean batches = segments.size() > 1 && segments.get(1).equals("batches");
        return !NEVER.contains(first) && (!ELSEWHERE.contains(first) || (first.equals("messages") && batches));
    }

    private static boolean isWord(String segment, Provider provider) {
        return WORD.matcher(segment).matches() && !provider.passing().isId(segment);
    }

    /** Whether it asks for a list of what all callers have there. */
    boolean isList() {
        return !whole && object.isEmpty() && (method.equals("GET") || method.equals("HEAD"));
    }

    /** Whether it asks for the bytes of something, whatever they are. */
    boolean isContent() {
        return object.isPresent() && CONTENT.contains(path.last());
    }

    /** Whether what it asks for is what a batch has written. */
    boolean isOutput() {
        return isContent() && object.get().outputs();
    }

    /** Whether it has something made that will have an id. */
    boolean isMaking() {
        return method.equals("POST");
    }

    /** Whether it has the object itself deleted. */
    boolean isDeleting() {
        return method.equals("DELETE")
                && object.isPresent()
                && path.last().equals(object.get().id());
    }

    /** The same for the next part of a list. */
    Meant after(String id) {
        CleanPath next = path.with(provider.passing().cursor(), id);
        return new Meant(tenant, provider, method, next, whole, object);
    }
}
