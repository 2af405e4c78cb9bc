package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.serai.resilience.ClientLeft;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Transcript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * One request's way through the gateway: the facts that must survive the copies that Camel makes of an exchange for
 * breakers and failover. It is the variable {@code call} of every exchange.
 */
public final class Call {

    public static final String VARIABLE = "call";

    private final String requestId;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Outcome outcome = new Outcome();
    private final Tries tries = new Tries();
    private final Waiting waiting = new Waiting(outcome);
    private final List<Consumer<Message>> beforeAnswer = new ArrayList<>(2);
    private volatile ApiRequest asked;
    private ApiRequest sent;
    private Transcript begun;
    private Target target;
    private List<String> dropped = List.of();
    private Map<String, String> answerHeaders = Map.of();
    private UnaryOperator<JsonNode> shownUsage = UnaryOperator.identity();

    /** Begins a call. The request's id is the one that its answer shows. */
    public Call(String requestId) {
        this.requestId = requestId;
    }

    public static Call of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Call.class);
    }

    /** What the client asked for; null until it was read. */
    public ApiRequest asked() {
        return asked;
    }

    public void asked(ApiRequest request) {
        this.asked = request;
        this.sent = request;
    }

    /** What is asked of the provider: another operation than the client's where the provider lacks that. */
    ApiRequest sent() {
        return sent;
    }

    /** Has the attempts that follow go on from what was sent; from nothing if null. */
    public void continueFrom(Transcript sent) {
        this.begun = sent;
    }

    /** What the attempt that follows asks, before it is edited for its target. */
    ApiRequest toAsk() {
        return begun == null ? asked : asked.continuing(begun);
    }

    /** Whether the attempt under way goes on from the beginning of an answer. */
    boolean continues() {
        return begun != null;
    }

    /** The target of the last attempt, or whose answer the client gets; null if there was none. */
    public Target target() {
        return target;
    }

    /** Says whose answer or error the client gets, where it is not that of the last attempt. */
    public void answeredBy(Target answering) {
        this.target = answering;
    }

    /** Begins an attempt. */
    void attempt(Target attempted, ApiRequest request) {
        this.target = attempted;
        this.sent = request;
        this.dropped = List.of();
        this.answerHeaders = Map.of();
        outcome.clear();
    }

    public List<String> dropped() {
        return dropped;
    }

    void dropped(List<String> names) {
        this.dropped = names;
    }

    /** Notes the provider's headers, names in lower case, for transforms. */
    void answered(Map<String, String> headers) {
        this.answerHeaders = headers;
    }

    /** Our own time so far: what providers took is not in it. */
    public long overheadNanos() {
        return System.nanoTime() - startedNanos - tries.nanos();
    }

    /** Time since the request came. */
    public long nanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Time from when the request came until a moment of {@link System#nanoTime}. */
    public long nanosUntil(long moment) {
        return moment - startedNanos;
    }

    public String requestId() {
        return requestId;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The tries of providers. */
    public Tries tries() {
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

    /**
     * Ends the call because its client left, from any thread: what it waits for is broken off, and no provider is asked
     * any more. Nothing happens to an answer that is complete.
     */
    public void abort() {
        if (!outcome.complete()) {
            outcome.abort();
            waiting.end();
        }
    }

    /** Whether the client left before the answer's end. */
    public boolean aborted() {
        return outcome.aborted();
    }

    /** Whether the try under way was ended from here: the client left, or it took too long. */
    boolean brokenOff() {
        return aborted() || tries.timerExceeded() != null;
    }

    /** Throws {@link ClientLeft} if the client has left. */
    public void requireClient() {
        if (aborted()) {
            tries.ends();
            throw new ClientLeft();
        }
    }

    /** Adds something to do when the answer is known and nothing of it is written, to its headers for example. */
    public void beforeAnswer(Consumer<Message> action) {
        beforeAnswer.add(action);
    }

    /** Does it. */
    public void answers(Message answer) {
        beforeAnswer.forEach(action -> action.accept(answer));
    }

    /** Sets what a stream's usage becomes before the client sees it. */
    public void showUsage(UnaryOperator<JsonNode> shown) {
        this.shownUsage = shown;
    }

    UnaryOperator<JsonNode> shownUsage() {
        return shownUsage;
    }

    /** The variables that transforms may read. */
    Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", target.facts());
        facts.put("request", sent.facts().put("continues", continues()));
        facts.put("headers", UpstreamHeaders.json(answerHeaders));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }
}
