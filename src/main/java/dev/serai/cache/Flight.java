package dev.serai.cache;

import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.SharedStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final Call call;
    private final AtomicInteger waiting = new AtomicInteger();
    private final CompletableFuture<Begun> begun = new CompletableFuture<>();
    private final CompletableFuture<CachedAnswer> ended = new CompletableFuture<>();
    private volatile boolean forgotten;
    private volatile boolean left;
    private AnswerStream heldForOthers;

    /** Begins, for an answer of this form that is to be kept as this, and that a call asks for. */
    Flight(CachedAnswer.Form form, Standing standing, Call call) {
        this.form = form;
        this.standing = standing;
        this.call = call;
        call.waiting().goesOnFor(this::isWaitedFor);
    }

    /** Asked where the one who has asked leaves. */
    private boolean isWaitedFor() {
        left = true;
        return waiting() > 0;
    }

    /** How many wait for it. */
    int waiting() {
        return waiting.get();
    }

    Standing standing() {
        return standing;
    }

    /** The answer has begun. Those who wait for that have it, though who has asked may be gone before they look. */
    void streams(SharedStream stream, Target target) {
        synchronized (this) {
            heldForOthers = waiting() > 0 ? stream.follow() : null;
        }
        begun.complete(new Begun(stream, target));
        if (waiting() == 0) {
            release();
        }
    }

    private synchronized void release() {
        if (heldForOthers != null) {
            heldForOthers.abandon();
            heldForOthers = null;
        }
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

    /** Waits for it, or until the client of this call has left. For as long as anybody waits it goes on, whoever else leaves. */
    Landing await(Call waits, CachedAnswer.Form wanted) {
        waits.tries().begins();
        waiting.incrementAndGet();
        try {
            Begun stream = of(waits, begun);
            AnswerStream followed = stream == null ? null : stream.stream().follow();
            return followed != null && form == wanted
                    ? new Landing(new Followed(followed, stream.target()), null)
                    : new Landing(null, ended(waits, followed));
        } finally {
            waits.tries().ends();
            if (waiting.decrementAndGet() == 0) {
                release();
                if (left) {
                    call.abort();
                }
            }
        }
    }

    /** The whole answer, of which nothing is read before it is there. */
    private CachedAnswer ended(Call waits, AnswerStream coming) {
        try {
            return of(waits, ended);
        } finally {
            if (coming != null) {
                coming.abandon();
            }
        }
    }

    private static <T> T of(Call call, CompletableFuture<T> future) {
        T result = call.waiting().await(future);
        call.requireClient();
        return result;
    }
}
