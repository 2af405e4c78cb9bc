package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request that passes is about.
 *
 * @param below what its path is below
 * @param whole whether it may be about anything of the provider's
 * @param object the last id in its path, if there is one
 * @param making what a model makes for it; null if none does
 */
record Meant(
        String tenant,
        Provider provider,
        String method,
        CleanPath path,
        Passed.Below below,
        boolean whole,
        Optional<OwnedIds.Owned> object,
        Passed.Making making) {

    /** A word of an API, which no id looks like. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}");

    /** What stands behind an id where its bytes are asked for. */
    private static final Set<String> CONTENT = Set.of("content", "results", "download");

    /** The same where that is a verb. */
    private static final String DOWNLOAD = ":download";

    /** What else changes or deletes something of the project's own, or nothing. */
    private static final Set<String> ABOUT_NOTHING = Set.of("GET", "HEAD", "POST");

    /** What models make, and who is asked keeps: to have one made has a route of its own, all else passes. */
    static final String VIDEOS = "videos";

    /** What has another one made of one that is there. */
    static final String REMIX = "remix";

    static final String EDITS = "edits";
    static final String EXTENSIONS = "extensions";

    /** Who can be in videos: uploaded, and kept like files. */
    static final String CHARACTERS = "characters";

    /** What stands in the place of a video's id, and is none. */
    private static final Set<String> NO_VIDEOS = Set.of(EDITS, EXTENSIONS, CHARACTERS);

    /**
     * Finds out.
     *
     * @param place where it is
     * @param another that it has made; null where it has not
     * @param owned what of its path, and of that, the caller owns
     * @throws ApiException 404 if it is about something else
     */
    static Meant of(
            Caller caller,
            Provider provider,
            String method,
            CleanPath path,
            PassPlace place,
            AnotherVideo another,
            List<OwnedIds.Owned> owned) {
        List<String> segments = place.named(path).segments();
        if (segments.isEmpty() || !Passable.is(segments) || !isWord(segments.get(0), provider)) {
            throw new ApiException(
                    404,
                    "invalid_request_error",
                    "unknown_url",
                    null,
                    "Nothing is served at " + place.below().here() + path);
        }
        Optional<OwnedIds.Owned> object = Optional.empty();
        for (int i = 1; i < segments.size(); i++) {
            String segment = segments.get(i);
            String name = provider.passing().names().at(segments, i);
            if (name != null || !isWord(segment, provider) || (isVideo(path) && i == firstId(path))) {
                object = Optional.of(own(name == null ? segment : name, segment, provider, owned));
            }
        }
        if (another != null && another.of() != null) {
            object = Optional.of(own(another.of(), another.of(), provider, owned));
        }
        if (object.isEmpty() && !ABOUT_NOTHING.contains(method)) {
            throw References.notFound(path.last());
        }
        Passed.Making making = making(method, path, another, object);
        return new Meant(caller.tenant(), provider, method, path, place.below(), false, object, making);
    }

    /** Whether a path is one of videos, or of who is in them. */
    static boolean isVideo(CleanPath path) {
        return path.segments().indexOf(VIDEOS) == 0;
    }

    /** Whether what it is about was made by models, of which is known who may use them. */
    static boolean isOfModels(CleanPath path) {
        return isVideo(path) && path.segments().indexOf(CHARACTERS) != 1;
    }

    /** Where in a path the first id stands, if there is one. */
    static int firstId(CleanPath path) {
        List<String> segments = path.segments();
        return isVideo(path) && segments.size() > 1 && NO_VIDEOS.contains(segments.get(1)) ? 2 : 1;
    }

    private static OwnedIds.Owned own(String id, String said, Provider provider, List<OwnedIds.Owned> owned) {
        return owned.stream()
                .filter(it -> it.id().equals(id) && it.provider().equals(provider.name()))
                .findFirst()
                .orElseThrow(() -> References.notFound(said));
    }

    /** Another video is one more of that model. What else changes one is not served: nobody would know what it costs. */
    private static Passed.Making making(
            String method, CleanPath path, AnotherVideo another, Optional<OwnedIds.Owned> object) {
        if (!method.equals("POST") || !isVideo(path) || path.segments().equals(List.of(VIDEOS, CHARACTERS))) {
            return null;
        }
        Passed.Making that = object.map(OwnedIds.Owned::making).orElse(null);
        if (that == null || another == null) {
            throw new ApiException(
                    404, "invalid_request_error", "unknown_url", null, "Nothing is served at /v1" + path);
        }
        return another.making(that);
    }

    private static boolean isWord(String segment, Provider provider) {
        return provider.passing().names().collections().contains(segment)
                || (WORD.matcher(segment).matches() && !provider.passing().isId(segment));
    }

    /** Whether it asks for a list of what all callers have there. */
    boolean isList() {
        return object.isEmpty() && isReading() && (!whole || isCollection());
    }

    /** Whether it may ask for a list of what has ids, where whatever is not known to be another's may be seen. */
    boolean isOpenList() {
        return whole
                && object.isEmpty()
                && isReading()
                && !isCollection()
                && isWord(path.last(), provider)
                && !CONTENT.contains(path.last());
    }

    boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether its path ends with what the provider keeps by names. */
    boolean isCollection() {
        return provider.passing().names().collections().contains(path.last());
    }

    /** Whether it asks for the bytes of something, whatever they are. */
    boolean isContent() {
        return object.isPresent()
                && !isMaking()
                && (CONTENT.contains(path.last()) || path.last().endsWith(DOWNLOAD));
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
                && (path.last().equals(object.get().id()) || object.get().id().endsWith('/' + path.last()));
    }

    /** The same for the next part of a list. */
    Meant after(String id) {
        CleanPath next = path.with(provider.passing().cursor(), id);
        return new Meant(tenant, provider, method, next, below, whole, object, making);
    }
}
