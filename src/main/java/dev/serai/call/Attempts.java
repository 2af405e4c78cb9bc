package dev.serai.call;

import dev.serai.recovery.Transcript;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The attempts of a call that providers may charge for: each is accounted for once, be it that others were asked in its
 * place or beside it.
 */
public final class Attempts {

    private final List<Attempt> replaced = new ArrayList<>(0);
    private final List<Attempt> unpaid = new ArrayList<>(0);
    private final List<Attempts> overtaken = new ArrayList<>(0);
    private Consumer<Attempt> whenReplaced = attempt -> {};
    private volatile Attempt last;
    private Wording wording = new Wording();
    private Others others = Others.NONE;
    private final Timeline timeline;
    private Way way = Way.FIRST;
    private volatile TimedAttempt running;

    Attempts() {
        this(new Timeline());
    }

    private Attempts(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Those of a fork of the call. */
    Attempts fork() {
        Attempts fork = new Attempts(timeline);
        fork.way = way;
        fork.whenReplaced = whenReplaced;
        fork.wording = wording.fork();
        fork.others = others;
        return fork;
    }

    /** Makes those of a fork apart: the gateway asks something of its own, and what that costs is the call's. */
    public void aside() {
        wording = new Wording();
        others = Others.NONE;
        way = Way.FIRST;
        timeline.beside(this);
    }

    /** The last one, or whose answer the client gets; null if there was none. */
    public Attempt last() {
        return last;
    }

    /** Who was asked by the last one; null if there was none. */
    Target target() {
        return last == null ? null : last.target();
    }

    /** Who was asked, when, and what came of it; in all forks of the call. */
    public Timeline timeline() {
        return timeline;
    }

    /** Has the next one noted as asked for this reason. */
    public void next(Way why) {
        way = why;
    }

    /** Notes that a target is about to be asked; again after it has failed, or for what brought the call here. */
    public void asks(Target target, boolean again) {
        Way why = wording.continues() ? Way.RESUME : again ? Way.RETRY : way;
        running = timeline.add(new TimedAttempt(target, why));
        way = Way.FAILOVER;
    }

    /** Gives the headers by which whoever is asked now goes on with the trace; none where there is no trace. */
    public void passOnTrace(BiConsumer<String, String> header) {
        Trace trace = timeline.trace();
        if (trace != null) {
            trace.passOn(running, header);
        }
    }

    /** Notes what came of that; an answer if null. */
    public void asked(Exception failure) {
        running.ended(last, failure);
    }

    /** Notes that a target is left alone. */
    public void skips(Target target, ApiException why) {
        timeline.add(new TimedAttempt(target, way)).ended(null, why);
    }

    /** The parameters of the request that the last one did not send, since the provider does not know them. */
    public List<String> dropped() {
        return last == null ? List.of() : last.dropped();
    }

    /** Those before the last one that were paid for in vain: another one was asked in their place. */
    public List<Attempt> replaced() {
        return replaced;
    }

    /** Those of forks that were ended since another one was faster. */
    public List<Attempts> overtaken() {
        return overtaken;
    }

    /** Sets what is to be done where one that may cost something has failed, and another one follows. */
    public void whenReplaced(Consumer<Attempt> action) {
        whenReplaced = action;
    }

    /** Has those that follow go on from what was sent; from nothing if null. */
    public void continueFrom(Transcript sent) {
        wording.continueFrom(sent);
    }

    /** What those that follow ask. */
    public Wording wording() {
        return wording;
    }

    /** Who is left for the one who is being asked. */
    public Others others() {
        return others;
    }

    /** Says who is left for those that follow. */
    public void others(Others left) {
        this.others = left;
    }

    /** Begins one: what the client asked, or the rest of it. */
    void begin(Target target, ApiRequest asked, Memory.Share share) {
        beginOther(target, wording.of(asked, target, share), share);
    }

    /** Begins one that asks this. */
    public void beginOther(Target target, ApiRequest request, Memory.Share share) {
        begin(new Attempt(target, request, wording.continues(), share));
    }

    private void begin(Attempt next) {
        Attempt before = last;
        if (before != null) {
            before.settled(); // nothing else of it is needed any more
        }
        if (before != null && before.mayCost()) {
            replaced.add(before);
            whenReplaced.accept(before);
        } else if (before != null) {
            unpaid.add(before);
        }
        last = next;
    }

    /** Goes on with those of a fork. */
    void adopt(Attempts fork) {
        replaced.addAll(fork.replaced);
        unpaid.addAll(fork.unpaid);
        overtaken.addAll(fork.overtaken);
        way = Way.FAILOVER;
        begin(fork.last);
    }

    void overtakes(Attempts fork) {
        overtaken.add(fork);
        TimedAttempt slower = fork.running;
        if (slower != null) {
            slower.overtaken();
        }
    }

    /** Says that the client gets the error of the last one that asked this target; of the given one where none did. */
    void answeredBy(Target answering, Supplier<Attempt> otherwise) {
        if (Objects.equals(answering, target())) {
            return;
        }
        Attempt told = takeLast(answering, replaced);
        told = told == null ? takeLast(answering, unpaid) : told;
        begin(told == null ? otherwise.get() : told);
    }

    private static Attempt takeLast(Target answering, List<Attempt> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            if (Objects.equals(answering, earlier.get(i).target())) {
                return earlier.remove(i);
            }
        }
        return null;
    }

    /** Takes the last one out, to be accounted for as a part of another one. */
    public Attempt take() {
        Attempt taken = last;
        last = null;
        return taken;
    }

    /** Accounts for those that were taken out with the last one, which is one of them if none has followed. */
    public void join(List<Attempt> taken) {
        if (last == null && !taken.isEmpty()) {
            last = taken.remove(taken.size() - 1);
        }
        if (last != null) {
            last.joins(taken);
        }
    }
}
