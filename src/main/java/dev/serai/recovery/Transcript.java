package dev.serai.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.util.ArrayList;
import java.util.List;

/** What a client has got of a streamed answer so far: enough for another answer to go on from there. */
public final class Transcript {

    /** A tool call as far as it was sent. */
    static final class ToolCall {
        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
    }

    private static final int MOST_CHARACTERS = 4 << 20;
    /** What mostly is enough; what is longer is taken of the memory that there is, step by step. */
    private static final int SMALL = 1 << 14;

    private static final int STEP = 1 << 16;
    /** Of a character, in buffers that double and copies of them. */
    private static final long BYTES = 6;

    private static final int MOST_CALLS = 1000;

    /** It will be in every chunk of another answer. */
    private static final int LONGEST_IDENTITY = 1024;

    private static final List<String> IDENTITY = List.of("id", "created", "model");

    private final Memory.Share memory;
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private boolean reasoned;
    private boolean finished;
    private boolean comparable = true;
    private long characters;
    private int deltas;
    private ObjectNode first;
    private long room = SMALL;

    /**
     * Nothing was sent yet.
     *
     * @param memory what a long answer is taken of
     */
    public Transcript(Memory memory) {
        this.memory = memory.share();
    }

    /** Takes events that go to the client. */
    public void add(byte[] events) {
        try {
            for (ObjectNode chunk : ChunkEvents.read(events)) {
                add(chunk);
            }
        } catch (JsonProcessingException e) {
            comparable = false; // something was sent that is not in here
            makeRoom();
        }
    }

    /** Takes a chunk that goes to the client; none any more where nothing can be held against it. */
    public void add(ObjectNode chunk) {
        if (!comparable) {
            return;
        }
        if (first == null && chunk.has("id")) {
            first = chunk.deepCopy().retain(IDENTITY);
            comparable = chunk.get("id").asText().length()
                            + chunk.path("model").asText().length()
                    <= LONGEST_IDENTITY;
        }
        for (JsonNode choice : chunk.path("choices")) {
            comparable &= choice.path("index").asInt() == 0;
            add(choice);
        }
        makeRoom();
    }

    private void makeRoom() {
        try {
            while (comparable && room < text.length() + characters) {
                memory.take(BYTES * STEP);
                room += STEP;
            }
        } catch (MemoryShort e) {
            comparable = false;
        }
        if (!comparable) {
            text.setLength(0);
            text.trimToSize();
            calls.clear();
            memory.close();
        }
    }

    private void add(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        String more = delta.path("content").asText("")
                + delta.path("refusal").asText("")
                + choice.path("text").asText("");
        if (text.length() + more.length() <= MOST_CHARACTERS) {
            text.append(more);
        } else {
            comparable = false;
        }
        boolean thought = !delta.path("reasoning_content").asText("").isEmpty();
        reasoned |= thought;
        deltas += !more.isEmpty() || thought ? 1 : 0;
        for (JsonNode call : delta.path("tool_calls")) {
            add(call, call.path("function"));
        }
        finished |= choice.path("finish_reason").isTextual();
    }

    private void add(JsonNode call, JsonNode function) {
        int index = call.path("index").asInt(calls.size());
        String name = function.path("name").asText("");
        String arguments = function.path("arguments").asText("");
        characters += name.length() + arguments.length();
        if (index < 0 || index >= MOST_CALLS || characters > MOST_CHARACTERS) {
            comparable = false;
            return;
        }
        while (calls.size() <= index) {
            calls.add(new ToolCall());
        }
        calls.get(index).name.append(name);
        calls.get(index).arguments.append(arguments);
        deltas++;
    }

    /** The text of the answer; reasoning and tool calls are not in it. */
    public String text() {
        return text.toString();
    }

    /** Whether there is text and nothing else: a model that can be given the beginning of its answer can go on from it. */
    public boolean isPlainText() {
        return comparable && calls.isEmpty() && !finished && text.length() > 0;
    }

    /**
     * Whether another answer can be held against it: with several choices there is no telling which is which, and what is
     * longer than an answer is not kept.
     */
    public boolean isComparable() {
        return comparable;
    }

    /** How many events had a part of the answer: providers send about one for each token. */
    public long tokens() {
        return deltas;
    }

    List<ToolCall> calls() {
        return calls;
    }

    boolean reasoned() {
        return reasoned;
    }

    /** Gives a chunk of another answer the identity that the client knows this one by. */
    void identify(ObjectNode chunk) {
        for (String name : IDENTITY) {
            if (first != null && first.has(name)) {
                chunk.set(name, first.get(name));
            }
        }
    }
}
