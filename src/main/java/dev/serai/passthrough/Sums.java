package dev.serai.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was used of each model, in memory that does not grow with what a provider says. */
final class Sums {

    private static final int MOST_MODELS = 50;
    private static final int MOST_MEMBERS = 64;
    private static final int MOST_PARTS = 1000;
    private static final int DEEPEST = 3;
    private static final String COMPLETION = "completion_tokens";

    /** A sum is booked in parts that are believable as one. */
    private static final long PART = 20_000_000;

    private final Function<String, Target> targets;
    private final boolean ofBatch;
    private final Map<Of, Sum> sums = new LinkedHashMap<>();
    private final List<Used> used = new ArrayList<>();

    /**
     * Whose sum it is: what is estimated is not mixed with what a provider says.
     *
     * @param said whether the answers say how much they are
     */
    private record Of(String model, boolean said) {}

    private static final class Sum {
        private final ObjectNode usage = Json.MAPPER.createObjectNode();
        private long text;

        private boolean isFull() {
            return count(usage, "prompt_tokens") + Math.max(text, count(usage, COMPLETION)) > PART;
        }
    }

    Sums(Function<String, Target> targets, boolean ofBatch) {
        this.targets = targets;
        this.ofBatch = ofBatch;
    }

    /**
     * Adds one answer.
     *
     * @param usage OpenAI's; may say nothing
     * @param text estimated tokens of its text
     */
    void add(String model, JsonNode usage, long text) {
        boolean said = text == 0 || count(usage, COMPLETION) > 0;
        Of of = new Of(model, said);
        if (!sums.containsKey(of) && sums.size() >= MOST_MODELS) {
            of = new Of("", said);
        }
        Sum sum = sums.computeIfAbsent(of, it -> new Sum());
        sum(sum.usage, usage, 1);
        sum.text += Math.min(text, PART);
        if (sum.isFull()) {
            sums.remove(of);
            used.add(used(of, sum));
        }
    }

    /**
     * Adds what many answers have used together.
     *
     * @return false if it is none, or more than anybody can have used
     */
    boolean addMany(String model, JsonNode usage) {
        long tokens = count(usage, "prompt_tokens") + count(usage, COMPLETION);
        if (tokens <= 0 || tokens > MOST_PARTS * PART) {
            return false;
        }
        int parts = (int) (tokens / PART + 1);
        for (int i = 0; i < parts; i++) {
            ObjectNode part = part(usage, i, parts);
            part.remove("total_tokens"); // the parts' need not add up
            add(model, part, 0);
            used();
        }
        return true;
    }

    private static ObjectNode part(JsonNode usage, int number, int of) {
        ObjectNode part = Json.MAPPER.createObjectNode();
        usage.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isIntegralNumber()) {
                part.put(member.getKey(), (value.asLong() + of - 1 - number) / of);
            } else if (value.isObject()) {
                part.set(member.getKey(), part(value, number, of));
            }
        });
        return part;
    }

    private static void sum(ObjectNode sum, JsonNode more, int depth) {
        more.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!sum.has(member.getKey()) && sum.size() == MOST_MEMBERS) {
                return;
            }
            if (value.isIntegralNumber() && value.asLong() >= 0 && value.asLong() < Integer.MAX_VALUE) {
                sum.put(member.getKey(), sum.path(member.getKey()).asLong() + value.asLong());
            } else if (value.isObject() && depth < DEEPEST) {
                sum(sum.withObjectProperty(member.getKey()), value, depth + 1);
            }
        });
    }

    /** All of it. */
    List<Used> used() {
        sums.forEach((of, sum) -> used.add(used(of, sum)));
        sums.clear();
        return used;
    }

    private Used used(Of of, Sum sum) {
        return new Used(targets.apply(of.model), sum.usage, sum.text, ofBatch);
    }

    private static long count(JsonNode usage, String name) {
        return usage.path(name).asLong();
    }
}
