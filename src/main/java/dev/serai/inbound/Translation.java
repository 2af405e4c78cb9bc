package dev.serai.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.TransformFacts;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.Original;
import dev.serai.wire.OriginalScan;
import dev.serai.wire.RawObject;
import dev.serai.wire.RequestScanner;
import dev.serai.wire.RequestTypes;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of a client's own format, made a chat by its transform as soon as somebody needs one. */
final class Translation implements Original {

    private static final Logger LOG = LoggerFactory.getLogger(Translation.class);

    /** Members of what the transform makes that are for the gateway. */
    private static final String DROPPED = "x-serai-dropped-params";

    private static final String NEEDS = "x-serai-needs";
    private static final String STATE = "x-serai-state";

    private final ReadOriginal.Kind kind;
    private final OriginalScan.Addressed addressed;
    private final RawObject members;
    private final Map<String, String> headers;
    private final Expression transform;
    private final Memory memory;
    private final List<String> dropped = new ArrayList<>(2);
    private JsonNode state = Json.MAPPER.createObjectNode();
    private ApiRequest chat;
    private volatile Past past;
    private RawObject expanded;

    /**
     * Takes a request.
     *
     * @param addressed what its address says
     * @param headers that came with it, names in lower case
     * @param transform makes a chat of it
     * @param memory what a chat is taken of
     */
    Translation(
            ReadOriginal.Kind kind,
            OriginalScan.Addressed addressed,
            RawObject members,
            Map<String, String> headers,
            Expression transform,
            Memory memory) {
        this.kind = kind;
        this.addressed = addressed;
        this.members = members;
        this.headers = headers;
        this.transform = transform;
        this.memory = memory;
    }

    @Override
    public String operation() {
        return kind.spoken();
    }

    @Override
    public RawObject members() {
        return members;
    }

    @Override
    public RawObject members(String provider) {
        if (past == null && !OriginalScan.asks(members)) {
            chat(); // which says what is wrong: nobody is asked nothing
        }
        boolean known = past == null || (provider.equals(past.provider()) && past.isAsSaid());
        return known || kind.expansion().isEmpty() ? members : expanded();
    }

    /** What is remembered here is told to a provider that does not know it. */
    private synchronized RawObject expanded() {
        if (expanded == null) {
            long size = members.treeSize();
            expanded = LargeBodies.inTurn(size, () -> {
                try (Memory.Share trees = memory.share()) {
                    trees.take(size);
                    RawObject whole = new RawObject();
                    Transforms.apply(kind.expansion().get(), facts(), members.tree())
                            .properties()
                            .forEach(member -> whole.put(
                                    member.getKey(), RawObject.Slice.of(JsonBytes.of(member.getValue(), memory))));
                    return whole;
                } catch (JsltException e) {
                    LOG.info("A request could not be completed: {} failed", Transforms.place(e));
                    throw unfit();
                }
            });
        }
        return expanded;
    }

    @Override
    public void remembers(Past before) {
        this.past = before;
    }

    @Override
    public Past past() {
        return past;
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public synchronized List<String> dropped() {
        return dropped;
    }

    @Override
    public synchronized JsonNode state() {
        return state;
    }

    @Override
    public synchronized ApiRequest chat() {
        if (chat == null) {
            long size = members.treeSize();
            chat = LargeBodies.inTurn(size, () -> translated(size));
        }
        return chat;
    }

    private ApiRequest translated(long size) {
        try (Memory.Share trees = memory.share()) {
            trees.take(size);
            JsonNode said = Transforms.apply(transform, facts(), members.tree());
            if (!(said instanceof ObjectNode request)) {
                throw new JsltException("a request's transform has to make an object");
            }
            Map<String, String> needs = take(request);
            String made = kind.operation().equals(ApiRequest.COUNT) ? "chat" : kind.operation();
            RequestTypes.check(made, request);
            return RequestScanner.scan(made, JsonBytes.of(request, memory)).of(this, needs);
        } catch (JsltException e) {
            LOG.info("A request could not be translated: {} failed", Transforms.place(e));
            throw unfit();
        } catch (UncheckedIOException e) { // nested deeper than is written
            throw unfit();
        }
    }

    private Map<String, String> take(ObjectNode request) {
        JsonNode unsaid = request.remove(DROPPED);
        if (unsaid != null) {
            unsaid.forEach(name -> dropped.add(name.asText()));
        }
        JsonNode known = request.remove(STATE);
        state = known == null ? state : known;
        Map<String, String> needs = new HashMap<>();
        JsonNode needed = request.remove(NEEDS);
        if (needed != null) {
            needed.properties()
                    .forEach(need -> needs.put(need.getKey(), need.getValue().asText()));
        }
        return needs;
    }

    private Map<String, JsonNode> facts() {
        ObjectNode request = Json.MAPPER.createObjectNode();
        if (addressed.model() != null) {
            request.put("model", addressed.model()).put("stream", addressed.stream());
        }
        Map<String, JsonNode> facts = TransformFacts.of(Json.MAPPER.createObjectNode(), request, Map.of());
        facts.put("history", past == null ? NullNode.instance : past.told());
        return facts;
    }

    private static ApiException unfit() {
        return ApiException.badRequest(
                "invalid_type",
                null,
                "A field of the request has a type that its API does not allow there, or is nested too deeply");
    }
}
