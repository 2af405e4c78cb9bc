package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.Unsent;
import dev.serai.stream.ProviderStream;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.TextCount;
import java.util.List;
import java.util.Map;

/**
 * What is asked of whom, and what is known of the answer: enough to say what the provider charges for it, be it that it was
 * never read to its end. Any thread may ask.
 */
public final class Attempt {

    /** What a whole answer has besides its text, in bytes: where it cannot be read, the rest of it is taken for text. */
    private static final long ENVELOPE = 300;

    private final Target target;
    private final ApiRequest request;
    private final boolean continues;
    private final Memory.Share memory;
    private Unsent unsent = new Unsent();
    private JsonNode state = Json.MAPPER.createObjectNode();
    private Map<String, String> answerHeaders = Map.of();
    private volatile boolean sent;
    private volatile boolean refused;
    private volatile UpstreamBody body;
    private volatile ProviderStream stream;
    private volatile JsonNode usage;
    private volatile long textBytes;
    private volatile boolean answered;
    private volatile List<Attempt> parts = List.of();

    /**
     * Begins one.
     *
     * @param request of another operation than the client's where the provider lacks that
     * @param continues whether it goes on from the beginning of an answer
     * @param memory for what is sent and answered; given back when another attempt begins
     */
    Attempt(Target target, ApiRequest request, boolean continues, Memory.Share memory) {
        this.target = target;
        this.request = request;
        this.continues = continues;
        this.memory = memory;
    }

    public Target target() {
        return target;
    }

    /** What was asked, before it was edited for the target. */
    public ApiRequest request() {
        return request;
    }

    public boolean continues() {
        return continues;
    }

    public Memory.Share memory() {
        return memory;
    }

    /** Whether the provider is asked, and answers, in the client's own words, which are not OpenAI's. */
    public boolean isAsSaid() {
        return request.isAsSaid();
    }

    /** Its headers; names in lower case. */
    public Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    /** The names of parameters that the provider does not know. */
    public List<String> dropped() {
        return unsent.names();
    }

    /** What is to be told of them. */
    public Unsent unsent() {
        return unsent;
    }

    public void dropped(Unsent names) {
        this.unsent = names;
    }

    /** Notes what the transform of the request hands on to those of the answer. */
    public void remembers(JsonNode handedOn) {
        state = handedOn;
    }

    /** Notes the provider's headers, names in lower case, for transforms. */
    public void answered(Map<String, String> headers) {
        this.answerHeaders = headers;
    }

    /** Notes that the request goes out: from now on the provider may work on it. */
    public void isSent() {
        sent = true;
    }

    /** Notes that the request did not reach the provider. */
    public void isNotSent() {
        sent = false;
    }

    /** Notes that the provider said no before it generated anything: nobody charges for that. */
    public void isRefused() {
        refused = true;
    }

    /** Notes what a whole answer is read from. */
    public void reads(UpstreamBody answer) {
        body = answer;
    }

    /** Notes that the answer is this stream. */
    public void streams(ProviderStream answer) {
        stream = answer;
    }

    /**
     * Notes a whole answer.
     *
     * @param reported OpenAI's usage object, or null if the answer has none
     * @param bytes of text in it, in UTF-8; needed where the usage says nothing of it
     */
    public void answered(JsonNode reported, long bytes) {
        usage = reported;
        textBytes = bytes;
        answered = true;
    }

    /** Notes that a whole answer is an error: without a word and a count nothing was generated. */
    public void failsInside(JsonNode answer) {
        long text = new TextCount().add(answer).bytes();
        refused = text == 0 && !answer.path("usage").isObject();
        answered(answer.get("usage"), text);
    }

    /** Whether a usage says what was written: mostly, and then the answer's text need not be looked for. */
    public static boolean isCounted(JsonNode usage) {
        JsonNode written = usage == null ? null : usage.get("completion_tokens");
        return written != null
                && written.isIntegralNumber()
                && written.asLong() > 0
                && written.asInt() == written.asLong();
    }

    /** Adds those that asked for other parts of the same. */
    void joins(List<Attempt> others) {
        parts = List.copyOf(others);
    }

    /** Those that asked for other parts of the same, whose answers were joined with this one's. */
    public List<Attempt> parts() {
        return parts;
    }

    /** Whether the provider, or that of another part, may charge for it. */
    boolean mayCost() {
        return costs() || !parts.isEmpty();
    }

    /** Whether the provider may charge for it: it was asked, and did not refuse. */
    public boolean costs() {
        return sent && !refused;
    }

    /** Its answer where that is a stream; else null. */
    ProviderStream stream() {
        return stream;
    }

    /** Whether the provider said that its answer is complete. */
    public boolean complete() {
        return stream == null ? answered : stream.complete();
    }

    /** OpenAI's usage object as last observed, or null. */
    public JsonNode usage() {
        return stream == null ? usage : stream.usage();
    }

    /** Bytes of text that were observed; of a whole answer only where its usage says nothing of it. */
    public long textBytes() {
        if (stream != null) {
            return stream.textBytes();
        }
        UpstreamBody unread = answered ? null : body;
        return unread == null ? textBytes : Math.max(0, unread.observed() - ENVELOPE);
    }

    /** Lets go of what is not needed to account for it. */
    public Attempt settled() {
        textBytes = stream == null ? textBytes() : 0;
        body = null;
        memory.close();
        return this;
    }

    /** The variables that transforms may read. */
    public Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts =
                TransformFacts.of(target.facts(), request.facts().put("continues", continues), answerHeaders);
        facts.put("state", state);
        return facts;
    }
}
