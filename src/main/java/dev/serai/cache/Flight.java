package dev.serai.cache;

import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.SharedStream;
import java.util.concurrent.CompletableFuture;

/**
 * A request whose answer others wait for, who ask the same. What becomes of it they learn as soon as it is known: a stream
 * when it begins, a whole answer when it is there, and that there is none, so that they ask by themselves.
 */
final class Flight {

    /** What they get: a stream that comes, an answer that is there, or neither. */
    record Landing(Followed followed, CachedAnswer answer) {}

    /** A stream, and who gives it; null where nobody is known. */
    private record Begun(SharedStream stream, Target target) {}

    private final CachedAnswer.Form form;
    private final Standing standing;
    private final CompletableFuture<Begun> begun = new CompletableFuture<>();
    private final CompletableFuture<CachedAnswer> ended = new CompletableFuture<>();
    private volatile boolean forgotten;

    /** Begins, for an answer of this form that is to be kept as this. */
    Flight(CachedAnswer.Form form, Standing standing) {
        this.form = form;
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    /** The answer has begun. */
    void streams(SharedStream stream, Target target) {
        begun.complete(new Begun(stream, target));
    }

    /** It is there; null where there is none that could be given to others. */
    void ends(CachedAnswer answer) {
        begun.complete(null);
        ended.complete(answer);
    }

    /** What comes of it must not be kept: what was kept like it was taken out meanwhile. */
    void forget() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** Waits for it, or until the client of this call has left. */
    Landing await(Call call, CachedAnswer.Form wanted) {
        call.tries().begins();
        Begun stream = of(call, begun);
        AnswerStream followed =
                stream == null || form != wanted ? null : stream.stream().follow();
        CachedAnswer answer = followed == null ? of(call, ended) : null;
        call.tries().ends();
        return new Landing(followed == null ? null : new Followed(followed, stream.target()), answer);
    }

    private static <T> T of(Call call, CompletableFuture<T> future) {
        T result = call.waiting().await(future);
        call.requireClient();
        return result;
    }
}
