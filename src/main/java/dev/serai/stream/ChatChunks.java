package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.TreeSize;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Writes an OpenAI stream from the neutral pieces that a provider's {@code stream.jslt} emits, and holds the rules that
 * SDKs rely on whatever the provider sends: one id, model and created in every chunk; the role once and first; tool
 * calls numbered in the order they open, their arguments never empty; one finish chunk a choice; usage once, after it,
 * and only if asked for; {@code [DONE]} only after a whole answer.
 *
 * <p>Pieces ({@code choice} is 0 unless given):
 *
 * <pre>
 * {"start": {"id", "model", "created"}}                 identity; the first one counts
 * {"content": "…"} {"reasoning_content": "…"} {"refusal": "…"} {"delta": {…}}, each with "logprobs": {…} if there are
 * {"tool": key, "id", "name", "arguments"}              opens the call of that key, or continues it
 * {"tool": key, "end": true}                            the call is whole
 * {"beside": {…}}                                       a choice's own members, beside its delta
 * {"finish": "stop", "native": "…", "beside": {…}}      remembered; native only where it says more
 * {"usage": {…}}                                        OpenAI's form; the last one counts
 * {"extra": {…}}                                        fields beside choices, sent with the finish chunk
 * {"error": {"message", "type", "param", "code"}}       ends the stream
 * {"end": true}                                         the provider says that it is complete
 * </pre>
 */
public final class ChatChunks {

    /** What the client asked for, which the provider does not know. */
    public record Wish(boolean textCompletion, boolean includeUsage) {}

    /** Of which OpenAI gives 128. */
    private static final int MOST_CHOICES = 256;

    private static final int MOST_CALLS = 4096;

    /** Of a usage, in values and characters. */
    private static final long MOST_USAGE = 1 << 16;

    /** Members of a piece that are not of its delta. */
    private static final Set<String> BESIDE = Set.of("logprobs", "beside");

    private final ChunkWriter writer;
    private final Map<Integer, ChunkChoice> choices = new TreeMap<>();
    private final Extras extras = new Extras();
    private boolean started;
    private boolean parts;
    private boolean ended;
    private JsonNode usage;
    private JsonNode error;
    private UnaryOperator<JsonNode> shown = UnaryOperator.identity();
    private UnaryOperator<JsonNode> shownUsage = UnaryOperator.identity();

    /**
     * Begins a stream.
     *
     * @param id used if the provider gives none, as are model and created
     * @param created seconds since 1970
     */
    public ChatChunks(Wish wish, String id, String model, long created) {
        this.writer = new ChunkWriter(wish, id, model, created);
    }

    /** Sets what makes an error object that may be shown of one that the provider sent. */
    public void showErrors(UnaryOperator<JsonNode> asShown) {
        shown = asShown;
    }

    /** Sets what becomes of the usage that the client sees. */
    public void showUsage(UnaryOperator<JsonNode> asShown) {
        shownUsage = asShown;
    }

    /** Takes the pieces of one upstream event. What follows the stream's end is ignored. */
    public void accept(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            if (ended) {
                return;
            }
            accept((ObjectNode) piece);
            if (choices.size() > MOST_CHOICES || calls() > MOST_CALLS) {
                fail(StreamErrors.garbled());
            }
        }
    }

    private int calls() {
        int calls = 0;
        for (ChunkChoice choice : choices.values()) {
            calls += choice.calls();
        }
        return calls;
    }

    /** Takes the end of the upstream's bytes: complete if every choice had its finish, else an error. */
    public void endOfStream() {
        if (!ended && choices.values().stream().allMatch(ChunkChoice::finished)) {
            finish();
        } else {
            fail(StreamErrors.truncated());
        }
    }

    /** Ends the stream with an error event; never followed by {@code [DONE]}. */
    public void fail(JsonNode errorObject) {
        if (ended) {
            return;
        }
        error = errorObject;
        ended = true;
        writer.raw(StreamErrors.event(errorObject));
    }

    /** The events written since the last call, whole. */
    public byte[] take() {
        return writer.take();
    }

    /** Whether any part of an answer came that is no text: audio, an annotation. */
    boolean hasParts() {
        return parts;
    }

    /** Whether nothing more will be written. */
    public boolean ended() {
        return ended;
    }

    /** OpenAI's usage object as last observed, or null. */
    public JsonNode usage() {
        return usage;
    }

    /** The error object that ended the stream, or null. */
    public JsonNode error() {
        return error;
    }

    private void accept(ObjectNode piece) {
        if (piece.has("start")) {
            start(piece.get("start"));
        } else if (piece.has("usage")) {
            boolean credible = TreeSize.weight(piece.get("usage"), MOST_USAGE) <= MOST_USAGE;
            usage = credible ? piece.get("usage") : usage;
        } else if (piece.has("extra")) {
            extras.add(piece.get("extra"));
        } else if (piece.has("error")) {
            fail(shown.apply(piece.get("error")));
        } else if (piece.has("finish")) {
            choice(piece).finish(piece);
        } else if (piece.has("tool")) {
            choice(piece).tool(piece);
        } else if (piece.has("end")) {
            finish();
        } else {
            parts |= hasPart(piece.has("delta") ? piece.get("delta") : piece);
            choice(piece).text(piece);
        }
    }

    /** Words and numbers in the provider's own terms are none. */
    private static boolean hasPart(JsonNode members) {
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (member.getValue().isContainerNode() && !BESIDE.contains(member.getKey())) {
                return true;
            }
        }
        return false;
    }

    private void start(JsonNode start) {
        if (!started) {
            writer.identify(start);
            choice(start);
        }
    }

    private ChunkChoice choice(JsonNode piece) {
        started = true;
        return choices.computeIfAbsent(piece.path("choice").asInt(0), index -> new ChunkChoice(index, writer));
    }

    private void finish() {
        if (choices.isEmpty()) {
            fail(StreamErrors.truncated());
            return;
        }
        choices.values().forEach(ChunkChoice::completeCalls);
        choices.values().forEach(choice -> choice.end(extras.all()));
        if (usage != null) {
            writer.usage(shownUsage.apply(usage));
        }
        writer.done();
        ended = true;
    }
}
