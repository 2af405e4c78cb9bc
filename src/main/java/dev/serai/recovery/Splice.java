package dev.serai.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins another answer to one that broke off: what the client already has is left out, the rest goes on under the identity
 * that the client knows. Where the other answer says something else than was sent, it departs: nothing is joined that reads
 * wrong.
 */
public final class Splice {

    /** The other answer does not say what was sent. */
    public static final class Departure extends Exception {
        private static final long serialVersionUID = 1L;

        Departure() {
            super("the answers differ", null, false, false);
        }
    }

    private final Transcript sent;
    private final String text;
    private final int callsSent;
    private final int[] matched;
    private final boolean continues;
    private final int given;
    private final long prefillTokens;
    private int position;

    /**
     * Begins where the transcript ends.
     *
     * @param how how the other answer follows the text that was sent
     */
    public Splice(Transcript sent, Continuation how) {
        this.sent = sent;
        this.text = sent.text();
        this.callsSent = sent.calls().size();
        this.matched = new int[callsSent];
        this.continues = how != Continuation.ANEW;
        // what an answer says again counts as its own
        this.prefillTokens = how == Continuation.REST ? sent.tokens() : 0;
        // a model is given no blanks at the end: it may repeat them
        this.given = continues ? text.stripTrailing().length() : text.length();
        this.position = how == Continuation.REST ? given : 0;
    }

    /**
     * Gives what is new in events.
     *
     * @throws Departure if they are not of the same answer
     */
    void join(byte[] events, ByteArrayOutputStream out) throws Departure, JsonProcessingException {
        for (ObjectNode chunk : ChunkEvents.read(events)) {
            if (join(chunk)) {
                sent.add(chunk);
                out.writeBytes(ChunkEvents.write(Json.text(chunk)));
            }
        }
    }

    /**
     * Cuts a chunk down to what is new in it.
     *
     * @return whether anything is left to send
     * @throws Departure if it is not the same answer
     */
    public boolean join(ObjectNode chunk) throws Departure {
        sent.identify(chunk);
        if (chunk.path("usage").isObject()) {
            chunk.set("usage", usage(chunk.get("usage")));
            return true;
        }
        boolean news = false;
        for (JsonNode choice : chunk.path("choices")) {
            news |= join((ObjectNode) choice, choice.path("delta"));
        }
        return news;
    }

    private boolean join(ObjectNode choice, JsonNode delta) throws Departure {
        boolean news = false;
        if (choice.path("text").isTextual()) {
            choice.put("text", newText(choice.get("text").textValue()));
            news = !choice.get("text").textValue().isEmpty();
        }
        if (delta instanceof ObjectNode members) {
            news |= joinDelta(members);
        }
        if (choice.path("finish_reason").isTextual()) {
            requireAllMatched();
            return true;
        }
        return news;
    }

    private boolean joinDelta(ObjectNode delta) throws Departure {
        delta.remove("role");
        if (sent.reasoned() || !text.isEmpty()) {
            delta.remove("reasoning_content"); // thoughts are not compared: the client keeps those that it has
            delta.remove("thinking_blocks");
        }
        for (String name : new String[] {"content", "refusal"}) {
            if (delta.path(name).isTextual()) {
                keep(delta, name, newText(delta.get(name).textValue()));
            }
        }
        if (delta.get("tool_calls") instanceof ArrayNode calls) {
            joinCalls(calls);
            if (calls.isEmpty()) {
                delta.remove("tool_calls");
            }
        }
        for (JsonNode member : delta) {
            if (!member.isNull()) {
                return true;
            }
        }
        return false;
    }

    private static void keep(ObjectNode delta, String name, String rest) {
        if (rest.isEmpty()) {
            delta.remove(name);
        } else {
            delta.put(name, rest);
        }
    }

    /** What of the next piece of text the client does not have. */
    private String newText(String piece) throws Departure {
        int left = text.length() - position;
        if (left == 0 || piece.isEmpty()) {
            return piece;
        }
        int same = Math.min(left, piece.length());
        if (text.regionMatches(position, piece, 0, same)) {
            position += same;
            return piece.substring(same);
        }
        int toGive = Math.max(0, given - position);
        if (continues && toGive < piece.length() && text.regionMatches(position, piece, 0, toGive)) {
            position = text.length(); // it does not repeat the blanks
            return piece.substring(toGive);
        }
        throw new Departure();
    }

    private void joinCalls(ArrayNode calls) throws Departure {
        List<JsonNode> news = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode call = (ObjectNode) calls.get(i);
            int index = call.path("index").asInt(i);
            if (index < 0) {
                throw new Departure();
            }
            if (index >= callsSent || joinCall(call, index)) {
                news.add(call);
            }
        }
        calls.removeAll().addAll(news);
    }

    /** Whether anything of a call that was begun is new. */
    private boolean joinCall(ObjectNode call, int index) throws Departure {
        Transcript.ToolCall begun = sent.calls().get(index);
        ObjectNode function = call.path("function") instanceof ObjectNode given ? given : call.putObject("function");
        if (function.path("name").isTextual()
                && !function.get("name").textValue().contentEquals(begun.name)) {
            throw new Departure();
        }
        String piece = function.path("arguments").asText("");
        int same = Math.min(begun.arguments.length() - matched[index], piece.length());
        if (same > 0) {
            String expected = begun.arguments.substring(matched[index], matched[index] + same);
            if (!piece.startsWith(expected)) {
                throw new Departure();
            }
            matched[index] += same;
        }
        call.remove("id");
        call.remove("type");
        function.remove("name");
        function.put("arguments", piece.substring(Math.max(0, same)));
        return !function.get("arguments").textValue().isEmpty();
    }

    private void requireAllMatched() throws Departure {
        if (position < text.length() && !(continues && position >= given)) {
            throw new Departure();
        }
        for (int i = 0; i < callsSent; i++) {
            if (matched[i] < sent.calls().get(i).arguments.length()) {
                throw new Departure();
            }
        }
    }

    /** Usage as of one answer: the beginning that the other one was given as prompt was answer. */
    JsonNode usage(JsonNode reported) {
        if (prefillTokens == 0 || reported == null) {
            return reported;
        }
        ObjectNode usage = reported.deepCopy();
        long moved = Math.min(prefillTokens, usage.path("prompt_tokens").asLong());
        usage.put("prompt_tokens", usage.path("prompt_tokens").asLong() - moved);
        usage.put("completion_tokens", usage.path("completion_tokens").asLong() + moved);
        return usage;
    }
}
