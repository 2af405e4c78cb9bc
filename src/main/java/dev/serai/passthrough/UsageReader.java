package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import dev.serai.wire.JsonPass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was used in an answer while it passes: of a batch's output the sum of its lines by model, of anything else what
 * it says in the end.
 */
final class UsageReader implements Scan, JsonPass.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(UsageReader.class);
    private static final Set<String> USAGES = Set.of("usage", "usageMetadata");
    private static final Set<String> MODELS = Set.of("model", "modelVersion");

    /** How deep it stands in what is no output: under an event's answer. */
    private static final int DEEPEST = 2;

    /** How deep it stands in a line of an output: the answer is the body of a response. */
    private static final int IN_OUTPUT = 3;

    private static final int MOST_MODELS = 50;

    /** A sum is booked in parts that are believable as one. */
    private static final long PART = 20_000_000;

    private final boolean batch;
    private final long booked;
    private final Expression transform;
    private final Function<String, Target> targets;
    private final JsonPass json;
    private final Map<String, ObjectNode> sums = new LinkedHashMap<>();
    private final List<Used> used = new ArrayList<>();
    private ObjectNode usage = Json.MAPPER.createObjectNode();
    private String model = "";
    private long lines;

    private UsageReader(
            boolean batch, boolean lines, long booked, Expression transform, Function<String, Target> targets) {
        this.batch = batch;
        this.booked = booked;
        this.transform = transform;
        this.targets = targets;
        this.json = new JsonPass(this, lines, USAGES);
    }

    /**
     * Of a batch's output.
     *
     * @param booked so many lines are on record already
     */
    static UsageReader ofOutput(long booked, Expression transform, Function<String, Target> targets) {
        return new UsageReader(true, true, booked, transform, targets);
    }

    /**
     * Of one answer.
     *
     * @param lines whether it comes in events, a line each
     */
    static UsageReader ofAnswer(boolean lines, Expression transform, Function<String, Target> targets) {
        return new UsageReader(false, lines, 0, transform, targets);
    }

    /** Lines that were there. */
    long lines() {
        return lines;
    }

    /** What was used after those lines that were booked already. */
    List<Used> used() {
        if (!batch) {
            addLine();
        }
        sums.forEach((name, sum) -> used.add(new Used(targets.apply(name), sum, batch)));
        sums.clear();
        return used;
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        json.add(bytes, offset, count);
    }

    @Override
    public void end() {
        json.end();
    }

    @Override
    public void text(String name, String value, int depth) {
        if (MODELS.contains(name) && isThere(depth)) {
            model = value;
        }
    }

    private boolean isThere(int depth) {
        return batch ? depth == IN_OUTPUT : depth <= DEEPEST;
    }

    /** Of several the larger counts: they are the sum so far. */
    @Override
    public void object(byte[] bytes, int depth) {
        if (!isThere(depth)) {
            return;
        }
        try {
            JsonNode said = Json.parse(bytes);
            said.properties().forEach(member -> {
                JsonNode before = usage.get(member.getKey());
                boolean less =
                        before != null && before.isNumber() && member.getValue().asLong() < before.asLong();
                if (!less && !member.getValue().isNull()) {
                    usage.set(member.getKey(), member.getValue());
                }
            });
        } catch (JsonProcessingException e) {
            LOG.debug("A usage object says nothing: {}", e.getOriginalMessage());
        }
    }

    @Override
    public void line() {
        if (batch && ++lines > booked) {
            addLine();
        }
        if (batch) {
            usage = Json.MAPPER.createObjectNode();
            model = "";
        }
    }

    private void addLine() {
        if (usage.isEmpty()) {
            return;
        }
        try {
            JsonNode read = Transforms.apply(transform, Map.of(), usage);
            String name = sums.containsKey(model) || sums.size() < MOST_MODELS ? model : "";
            ObjectNode sum = sums.computeIfAbsent(name, it -> Json.MAPPER.createObjectNode());
            sum(sum, read);
            if (sum.path("prompt_tokens").asLong()
                            + sum.path("completion_tokens").asLong()
                    > PART) {
                used.add(new Used(targets.apply(name), sums.remove(name), batch));
            }
        } catch (JsltException e) {
            LOG.debug("A usage object has a form that nobody knows: {}", Transforms.place(e));
        }
    }

    private static void sum(ObjectNode sum, JsonNode more) {
        more.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isIntegralNumber() && value.asLong() >= 0 && value.asLong() < Integer.MAX_VALUE) {
                sum.put(member.getKey(), sum.path(member.getKey()).asLong() + value.asLong());
            } else if (value.isObject()) {
                sum(sum.withObjectProperty(member.getKey()), value);
            }
        });
    }
}
