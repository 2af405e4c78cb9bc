package dev.serai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.transform.ClientFormat;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream in the format of a client that does not speak OpenAI's: the answer's blocks, each piece of them made events by a
 * transform. What a provider sends in that format already passes. It never ends without a word on how: the end of the
 * answer, or an error.
 */
public final class ClientStream extends StreamAround {

    private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    /** Nobody counts its memory, since an event has a few words. */
    private static final long LARGEST_EVENT = 16 << 20;

    private static final long MOST_STATE = 1 << 20;

    private final Expression transform;
    private final Map<String, JsonNode> facts;
    private final AnswerChoices blocks;
    private final StringBuilder out = new StringBuilder();
    private boolean saidAll;
    private volatile JsonNode failure;

    /**
     * Translates a stream.
     *
     * @param transform makes events of pieces
     * @param facts the variables that it may read; {@code state} is what the request's transform left
     */
    public ClientStream(AnswerStream inner, Expression transform, Map<String, JsonNode> facts) {
        super(inner);
        this.transform = transform;
        this.facts = new HashMap<>(facts);
        this.blocks = new AnswerChoices(BlockWish.of(facts.get("state")), this::emit);
    }

    @Override
    protected byte[] next() {
        while (!saidAll) {
            byte[] events = inner.next();
            byte[] made = events == null ? end() : inner.isAsSaid() ? passed(events) : translated(events);
            if (made.length > 0) {
                return made;
            }
        }
        return null;
    }

    private byte[] translated(byte[] events) {
        try {
            readAll(events);
        } catch (JsonProcessingException | JsltException | ApiException e) {
            fails(e);
        }
        saidAll = blocks.ended();
        return take();
    }

    /** Our own events, a line of data each. */
    private void readAll(byte[] events) throws JsonProcessingException {
        int start = 0;
        for (int end = 0; end < events.length; end++) {
            if (events[end] == '\n') {
                line(events, start, end);
                start = end + 1;
            }
        }
    }

    private void line(byte[] events, int start, int end) throws JsonProcessingException {
        int data = start + DATA.length;
        if (end <= data || events[start] != 'd') {
            return; // the empty line behind an event
        }
        if (events[data] == '[') {
            blocks.done();
        } else {
            if (TreeSize.of(events, data, end) > LARGEST_EVENT) {
                blocks.fail(StreamErrors.tooLarge("an event"));
                return;
            }
            JsonNode chunk = Json.parse(events, data, end - data);
            if (chunk.path("error").isObject()) {
                blocks.fail(chunk.get("error"));
            } else {
                blocks.chunk(chunk);
            }
        }
    }

    private void emit(ObjectNode piece) {
        JsonNode step = Transforms.apply(transform, facts, piece);
        JsonNode state = step.get("state");
        if (state != null) {
            if (TreeSize.weight(state, MOST_STATE) > MOST_STATE) {
                throw new JsltException("the state is too large");
            }
            facts.put("state", state);
        }
        for (JsonNode event : step.path("emit")) {
            ClientFormat.append(out, event);
        }
    }

    /** The upstream is out of step, or the transform is wrong. */
    private void fails(Exception reason) {
        if (reason instanceof JsltException wrong) {
            LOG.info("A stream cannot be translated: {} failed", Transforms.place(wrong));
        }
        failure = reason instanceof ApiException refusal ? refusal.body().get("error") : StreamErrors.garbled();
        inner.abandon();
        blocks.fail(failure);
    }

    /** What a provider says as it said it; where it broke off, and we say so, in the client's words. */
    private byte[] passed(byte[] events) {
        JsonNode error = inner.error();
        byte[] ours = error == null ? null : StreamErrors.event(error);
        if (ours == null || !endsWith(events, ours)) {
            return events;
        }
        out.append(new String(events, 0, events.length - ours.length, StandardCharsets.UTF_8));
        blocks.fail(error);
        saidAll = true;
        return take();
    }

    private static boolean endsWith(byte[] events, byte[] last) {
        int from = events.length - last.length;
        if (from < 0) {
            return false;
        }
        for (int i = 0; i < last.length; i++) {
            if (events[from + i] != last[i]) {
                return false;
            }
        }
        return true;
    }

    private byte[] end() {
        if (!inner.isAsSaid() && !blocks.ended()) {
            blocks.fail(inner.error() == null ? StreamErrors.truncated() : inner.error());
        }
        saidAll = true;
        return take();
    }

    private byte[] take() {
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return bytes;
    }

    @Override
    public JsonNode error() {
        return failure == null ? inner.error() : failure;
    }
}
