package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.JsonPass;
import java.util.ArrayList;
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

    /** How deep it stands in a line of an output: the answer is a response, or the body of one. */
    private static final int IN_OUTPUT = 3;

    private static final int MOST_MEMBERS = 64;

    /** So many lines of an output are put on record together. */
    private static final int AT_ONCE = 100;

    private final Lines outputs;
    private final Sums sums;
    private final Expression transform;
    private final JsonPass json;
    private final AnswerText said = new AnswerText();
    private final List<Line> unbooked = new ArrayList<>();
    private ObjectNode usage = Json.MAPPER.createObjectNode();
    private String model = "";
    private int modelDepth = Integer.MAX_VALUE;
    private boolean ofBatch;
    private long booked;
    private long lines;

    /** Puts lines of an output on record. */
    @FunctionalInterface
    interface Lines {
        /**
         * Says that they were read.
         *
         * @return the line up to which they are on record already
         */
        long book(long from, long to);
    }

    private record Line(long number, String model, JsonNode usage, long text) {}

    private UsageReader(
            Lines outputs, boolean lines, long booked, Expression transform, Function<String, Target> targets) {
        this.outputs = outputs;
        this.booked = booked;
        this.transform = transform;
        this.sums = new Sums(targets, outputs != null);
        this.json = new JsonPass(this, lines, USAGES);
    }

    /**
     * Of a batch's output.
     *
     * @param booked so many lines are on record already
     * @param outputs is told of further ones
     */
    static UsageReader ofOutput(long booked, Lines outputs, Expression transform, Function<String, Target> targets) {
        return new UsageReader(outputs, true, booked, transform, targets);
    }

    /**
     * Of one answer.
     *
     * @param lines whether it comes in events, a line each
     */
    static UsageReader ofAnswer(boolean lines, Expression transform, Function<String, Target> targets) {
        return new UsageReader(null, lines, 0, transform, targets);
    }

    /** What was used, as far as nobody has booked it: be it that the rest is left. */
    List<Used> used() {
        if (outputs == null && !ofBatch) {
            JsonNode read = read();
            if (!read.isEmpty()) {
                sums.add(model, read, 0);
            }
        } else if (outputs != null) {
            try {
                book();
            } catch (ApiException e) { // the client has them: rather twice than never
                LOG.warn("Of a batch's output, {} lines may be booked again", unbooked.size());
                unbooked.forEach(this::add);
                unbooked.clear();
            }
        }
        return sums.used();
    }

    private void add(Line line) {
        sums.add(line.model, line.usage, line.text);
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        json.add(bytes, offset, count);
    }

    @Override
    public void end() {
        json.end();
    }

    /** The outermost counts: what stands below it may be the client's own words. */
    @Override
    public void text(String name, String value, int depth) {
        if (MODELS.contains(name) && isThere(depth) && depth <= modelDepth) {
            model = value;
            modelDepth = depth;
        }
        said.text(name, json.textBytes());
        ofBatch |= outputs == null && depth == 1 && name.equals("object") && value.equals("batch");
    }

    @Override
    public void beginning(String name, String value, int depth) {
        said.text(name, json.textBytes());
    }

    @Override
    public void opens(String name, int depth) {
        said.opens(name, depth);
    }

    @Override
    public void closes(int depth) {
        said.closes(depth);
    }

    private boolean isThere(int depth) {
        return outputs != null ? depth == IN_OUTPUT || depth == IN_OUTPUT - 1 : depth <= DEEPEST;
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
                if (!less && !member.getValue().isNull() && (before != null || usage.size() < MOST_MEMBERS)) {
                    usage.set(member.getKey(), member.getValue());
                }
            });
        } catch (JsonProcessingException e) {
            LOG.debug("A usage object says nothing: {}", e.getOriginalMessage());
        }
    }

    @Override
    public void line() {
        if (outputs == null) {
            return;
        }
        if (++lines > booked) {
            JsonNode read = read();
            if (!read.isEmpty() || said.tokens() > 0) {
                unbooked.add(new Line(lines, model, read, said.tokens()));
            }
            if (unbooked.size() == AT_ONCE) {
                book();
            }
        }
        usage = Json.MAPPER.createObjectNode();
        said.next();
        model = "";
        modelDepth = Integer.MAX_VALUE;
    }

    /** Before the client has the last of them. */
    private void book() {
        if (lines > booked) {
            long others = outputs.book(booked, lines);
            unbooked.stream().filter(line -> line.number > others).forEach(this::add);
            unbooked.clear();
            booked = Math.max(lines, others);
        }
    }

    /** Empty where nothing is said that anybody knows. */
    private JsonNode read() {
        try {
            return usage.isEmpty() ? usage : Transforms.apply(transform, Map.of(), usage);
        } catch (JsltException e) {
            LOG.debug("A usage object has a form that nobody knows: {}", Transforms.place(e));
            return Json.MAPPER.createObjectNode();
        }
    }
}
