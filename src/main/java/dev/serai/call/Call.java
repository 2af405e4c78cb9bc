package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.ClientLeft;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Memory;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * One request's way through the gateway: the facts that must survive the copies that Camel makes of an exchange for
 * breakers and failover. It is the variable {@code call} of every exchange.
 */
public final class Call {

    public static final String VARIABLE = "call";

    private final String requestId;
    private final Memory memory;
    private final Started started;
    private final Outcome outcome = new Outcome();
    private final AttemptTimes tries = new AttemptTimes();
    private final Waiting waiting = new Waiting(outcome);
    private final Attempts attempts;
    private Hooks hooks = new Hooks();
    private volatile long overheadNanos = -1;
    private volatile ApiRequest asked;
    private Answerers answerers = new Answerers();
    private End end;
    private String branch;
    private volatile Call adoptedBy;

    /** Begins a call. The request's id is the one that its answer shows; its bodies take memory of this. */
    public Call(String requestId, Memory memory) {
        this(requestId, memory, Started.now(), new Attempts());
    }

    private Call(String requestId, Memory memory, Started started, Attempts attempts) {
        this.requestId = requestId;
        this.memory = memory;
        this.started = started;
        this.attempts = attempts;
    }

    /** That of an exchange: where it was a fork that the call has gone on as, the call. */
    public static Call of(Exchange exchange) {
        Call call = exchange.getVariable(VARIABLE, Call.class);
        while (call != null && call.adoptedBy != null) {
            call = call.adoptedBy;
        }
        return call;
    }

    /** Says which exchange ends when the call does. */
    public void endsWith(Exchange exchange) {
        this.end = new End(exchange);
    }

    /** Its end. */
    public End end() {
        return end;
    }

    /** The same call once more, for one of several targets that are asked at a time: it can be broken off alone. */
    public Call fork() {
        return fork(branch);
    }

    /** The same for a branch of a route, whose forks are of that branch, too. */
    public Call fork(String ofBranch) {
        Call fork = new Call(requestId, memory, started, attempts.fork());
        fork.asked = asked;
        fork.end = end;
        fork.branch = ofBranch;
        fork.answerers = answerers;
        fork.hooks = hooks;
        return fork;
    }

    /** Whether this is a fork for that branch. */
    public boolean isOf(String ofBranch) {
        return ofBranch.equals(branch);
    }

    /** Goes on as this fork: the client gets its answer or error. */
    public synchronized void adopt(Call fork) {
        attempts.adopt(fork.attempts);
        outcome.adopt(fork.outcome);
        tries.adopt(target(), fork.tries);
        waiting.breaksOff(fork::abort);
        fork.adoptedBy = this;
    }

    /** Ends a fork since another one was faster. */
    public void overtakes(Call fork) {
        if (fork.target() != null) { // before it notes that it was broken off
            tries.addOvertaken(fork.target(), fork.tries);
            attempts.overtakes(fork.attempts);
        }
        fork.tries.beaten();
        fork.abort();
    }

    /** What the client asked for; null until it was read. */
    public ApiRequest asked() {
        return asked;
    }

    public void asked(ApiRequest request) {
        this.asked = request;
    }

    /** The target of the last attempt, or whose answer the client gets; null if there was none. */
    public Target target() {
        return attempts.target();
    }

    /** Says whose answer or error the client gets, where it is not that of the last attempt. */
    public void answeredBy(Target answering) {
        attempts.answeredBy(answering, () -> new Attempt(answering, asked, false, memory.share()));
    }

    /** Begins an attempt: what the client asked, or the rest of it, before that is edited for its target. */
    public void attempt(Target attempted) {
        attempts.begin(attempted, asked, memory.share());
        outcome.clear();
    }

    /** The last attempt, or whose answer the client gets; null if there was none. */
    public Attempt attempt() {
        return attempts.last();
    }

    /** All attempts, for those who bill them. */
    public Attempts attempts() {
        return attempts;
    }

    /** What steps want to be done at its turning points. */
    public Hooks hooks() {
        return hooks;
    }

    /** Notes a whole answer, as {@link Attempt#answered} has it. */
    public void answered(JsonNode usage, long textBytes) {
        attempts.last().answered(usage, textBytes);
        outcome.isAnswered();
    }

    /** Our own time until the answer began, or so far: what providers took is not in it. */
    public long overheadNanos() {
        return overheadNanos < 0 ? started.ago() - tries.nanos() : overheadNanos;
    }

    public String requestId() {
        return requestId;
    }

    /** By which its trace is known; null where there is none. */
    public String traceId() {
        Trace trace = attempts.timeline().trace();
        return trace == null ? null : trace.id();
    }

    public Started started() {
        return started;
    }

    /** What its bodies take memory of. */
    public Memory memory() {
        return memory;
    }

    /** The tries of providers. */
    public AttemptTimes tries() {
        return tries;
    }

    /** What became of it so far. */
    public Outcome outcome() {
        return outcome;
    }

    /** What it waits for at the moment. */
    public Waiting waiting() {
        return waiting;
    }

    /** Ends the call, whose client left, from any thread: its wait is broken off, nobody is asked any more but for others. */
    public void abort() {
        if (!outcome.complete() && !waiting.isForOthers()) {
            outcome.abort();
            waiting.end();
        }
    }

    /** Whether the try under way was ended from here: the call is over, or it took too long. */
    public boolean brokenOff() {
        return outcome.over() || tries.timerExceeded() != null;
    }

    /** Throws {@link ClientLeft} if the client has left, or will be told that the gateway stops. */
    public void requireClient() {
        if (outcome.over()) {
            tries.ends();
            throw new ClientLeft();
        }
    }

    /** The answer is known, and nothing of it is written. */
    public void answers(Message answer) {
        overheadNanos = overheadNanos();
        hooks.answers(answer);
    }

    /** Who gives the answer, where its headers cannot tell. */
    public Answerers answerers() {
        return answerers;
    }
}
