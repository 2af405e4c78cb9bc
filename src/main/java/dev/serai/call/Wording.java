package dev.serai.call;

import dev.serai.recovery.Transcript;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;

/** What the next attempts of a call ask: what the client did, made to fit their target; or the rest of that. */
public final class Wording {

    private Fitted fitted;
    private String fittedTo;
    private Transcript begun;
    private boolean recovered;

    /** That of a fork of the call. */
    Wording fork() {
        Wording fork = new Wording();
        fork.fitted = fitted;
        fork.fittedTo = fittedTo;
        fork.begun = begun;
        fork.recovered = recovered;
        return fork;
    }

    /** Has a target asked this in place of what the client asks; that if null. */
    public void fits(Target target, Fitted request) {
        fitted = request;
        fittedTo = target.toString();
    }

    /** Has those that follow go on from what was sent; from nothing if null. */
    void continueFrom(Transcript sent) {
        begun = sent;
    }

    boolean continues() {
        return begun != null;
    }

    /** Whether a stream that breaks off is to go on at another target, which has to know what was sent. */
    public boolean recovered() {
        return recovered;
    }

    public void recovered(boolean goOn) {
        recovered = goOn;
    }

    /** What this target is asked. */
    ApiRequest of(ApiRequest asked, Target target, Memory.Share share) {
        ApiRequest whole = fitted != null && target.toString().equals(fittedTo) ? fitted.request() : asked;
        return begun == null
                ? whole.to(target.provider().name(), target.provider()::serves)
                : whole.continuing(begun.text(), begun.tokens(), share);
    }
}
