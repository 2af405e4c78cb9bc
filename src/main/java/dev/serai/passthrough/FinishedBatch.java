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

    private final OwnedIds ids;
    private final Meant meant;
    private final Expression transform;
    private final Function<String, Target> targets;
    private final Consumer<OwnedIds.Owned> unread;
    private final JsonPass json = new JsonPass(this, false, Set.of(USAGE));
    private boolean over;
    private boolean ended;
    private String model = "";
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
    }

    @Override
    public void text(String name, String value, int depth) {
        if (depth == 2) { // in a resource's metadata, or its response: https://google.aip.dev/151
            ended |= name.equals("state") && ENDED.contains(value.toLowerCase(Locale.ROOT));
            output = output.isEmpty() && isOutput(name) ? value : output;
        }
        if (depth != 1) {
            return;
        }
        ended |= name.endsWith("status") && ENDED.contains(value.toLowerCase(Locale.ROOT));
        switch (name) {
            case "status" -> over = OVER.contains(value.toLowerCase(Locale.ROOT));
            case "model" -> model = value;
            default -> {
                if (output.isEmpty() && isOutput(name)) {
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
            ids.find(meant.tenant(), List.of(output)).stream()
                    .filter(it -> it.outputs()
                            && it.booked() == 0
                            && it.provider().equals(meant.provider().name()))
                    .filter(it -> !(over && usage != null && isBooked(it)))
                    .forEach(unread);
        }
    }

    /** Whether that says what it has used, and is on record now, be it by somebody else. */
    private boolean isBooked(OwnedIds.Owned its) {
        try {
            Sums sums = new Sums(targets, true);
            JsonNode read = Transforms.apply(transform, Map.of(), Json.parse(usage));
            if (!sums.addMany(model, read)) {
                return false;
            }
            if (ids.book(meant.tenant(), its, 0, OwnedIds.ALL) == 0) {
                used = sums.used();
            }
            return true;
        } catch (JsonProcessingException | JsltException e) {
            LOG.debug("The usage of a batch has a form that nobody knows: {}", e.getMessage());
            return false;
        }
    }

    /** What nobody has booked before. */
    List<Used> used() {
        return used;
    }
}
