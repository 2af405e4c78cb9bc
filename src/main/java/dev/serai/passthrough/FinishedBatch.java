package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Target;
import dev.serai.call.Used;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import dev.serai.wire.JsonPass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether an answer says of a batch that it is over, and what it has used in all: that is booked then, be it that nobody
 * ever reads its output; and if somebody does, not again.
 * <a href="https://platform.openai.com/docs/api-reference/batch/object">The batch object</a>
 */
final class FinishedBatch implements Scan, JsonPass.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedBatch.class);
    private static final Set<String> OVER = Set.of("completed", "failed", "expired", "cancelled");

    /** In which further words APIs say so, of which there is no usage: their outputs are read. */
    private static final Set<String> ENDED =
            Set.of("ended", "success", "timeout_exceeded", "batch_state_succeeded", "job_state_succeeded");

    private static final String USAGE = "usage";
    private static final String INLINE = "usageMetadata";

    /** Where that of an answer stands in its batch: https://ai.google.dev/api/batch-api#InlinedResponse */
    private static final int IN_ANSWER = 6;

    private final OwnedIds ids;
    private final Meant meant;
    private final Expression transform;
    private final Function<String, Target> targets;
    private final Consumer<OwnedIds.Owned> unread;
    private final Sums answers;
    private final JsonPass json = new JsonPass(this, false, Set.of(USAGE, INLINE));
    private boolean over;
    private boolean ended;
    private String model = "";
    private String ofAnswers = "";
    private String name = "";
    private String output = "";
    private byte[] usage;
    private List<Used> used = List.of();

    /**
     * Has seen nothing yet.
     *
     * @param unread told of an output of which nothing is on record, nor is there a usage to be
     */
    FinishedBatch(
            OwnedIds ids,
            Meant meant,
            Expression transform,
            Function<String, Target> targets,
            Consumer<OwnedIds.Owned> unread) {
        this.ids = ids;
        this.meant = meant;
        this.transform = transform;
        this.targets = targets;
        this.unread = unread;
        this.answers = new Sums(none -> targets.apply(bare(ofAnswers)), true);
    }

    /** As resources have it: models/gemini-…. */
    private static String bare(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    @Override
    public void text(String word, String value, int depth) {
        if (depth == 2 && word.equals("model")) {
            ofAnswers = value;
        }
        if (depth == 2) { // in a resource's metadata, or its response: https://google.aip.dev/151
            ended |= word.equals("state") && ENDED.contains(value.toLowerCase(Locale.ROOT));
            output = output.isEmpty() && isOutput(word) ? value : output;
        }
        if (depth != 1) {
            return;
        }
        ended |= word.endsWith("status") && ENDED.contains(value.toLowerCase(Locale.ROOT));
        switch (word) {
            case "status" -> over = OVER.contains(value.toLowerCase(Locale.ROOT));
            case "model" -> model = value;
            case "name" -> name = value;
            default -> {
                if (output.isEmpty() && isOutput(word)) {
                    output = value;
                }
            }
        }
    }

    private boolean isOutput(String name) {
        return meant.provider().passing().outputs().contains(name);
    }

    @Override
    public void object(byte[] bytes, int depth) {
        if (depth == 1) {
            usage = bytes;
        } else if (depth == IN_ANSWER) {
            JsonNode read = read(bytes);
            if (read != null) {
                answers.add("", read, 0);
            }
        }
    }

    private JsonNode read(byte[] bytes) {
        try {
            return Transforms.apply(transform, Map.of(), Json.parse(bytes));
        } catch (JsonProcessingException | JsltException e) {
            LOG.debug("The usage of a batch has a form that nobody knows: {}", e.getMessage());
            return null;
        }
    }

    @Override
    public void add(byte[] bytes, int offset, int count) {
        json.add(bytes, offset, count);
    }

    @Override
    public void end() {
        json.end();
        if ((over || ended) && !output.isEmpty()) {
            unbooked(output)
                    .filter(OwnedIds.Owned::outputs)
                    .filter(it -> !(over && usage != null && isBooked(it)))
                    .forEach(unread);
        } else if (ended && !name.isEmpty()) {
            bookAnswers();
        }
    }

    /** Whether that says what it has used, and is on record now, be it by somebody else. */
    private boolean isBooked(OwnedIds.Owned its) {
        JsonNode read = read(usage);
        Sums sums = new Sums(targets, true);
        if (read == null || !sums.addMany(model, read)) {
            return false;
        }
        if (ids.book(meant.tenant(), its, 0, OwnedIds.ALL) == 0) {
            used = sums.used();
        }
        return true;
    }

    /** What it says itself of each of its answers, which are in it. */
    private void bookAnswers() {
        List<Used> all = answers.used();
        if (!all.isEmpty()) {
            unbooked(name).filter(it -> ids.book(meant.tenant(), it, 0, OwnedIds.ALL) == 0)
                    .forEach(it -> used = all);
        }
    }

    private Stream<OwnedIds.Owned> unbooked(String id) {
        return ids.find(meant.tenant(), List.of(id)).stream()
                .filter(it ->
                        it.booked() == 0 && it.provider().equals(meant.provider().name()));
    }

    /** What nobody has booked before. */
    List<Used> used() {
        return used;
    }
}
