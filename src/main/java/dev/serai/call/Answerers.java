package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Who gave a streamed answer, and what they were not told, where its headers cannot say: they were sent before it was known,
 * or one began it and another ended it. Then its usage says it.
 */
public final class Answerers {

    private static final String ANSWERED_BY = "answered_by";
    private static final String DROPPED = "dropped_params";

    private final List<Attempt> earlier = new CopyOnWriteArrayList<>();
    private volatile boolean headersAreSilent;
    private UnaryOperator<JsonNode> shown = UnaryOperator.identity();

    /** The headers are sent now, and do not say who answers. */
    public void headersAreSilent() {
        headersAreSilent = true;
    }

    /** What this one has sent stays, but another one goes on. */
    public void brokeOff(Attempt attempt) {
        earlier.add(attempt);
    }

    /** Sets what a stream's usage becomes before the client sees it. */
    public void showUsage(UnaryOperator<JsonNode> asShown) {
        shown = asShown;
    }

    /** What becomes of it in the stream that this attempt got. */
    public UnaryOperator<JsonNode> shownUsage(Attempt answering) {
        return usage -> named(shown.apply(usage), answering);
    }

    private JsonNode named(JsonNode usage, Attempt last) {
        if ((!headersAreSilent && earlier.isEmpty()) || !(usage instanceof ObjectNode)) {
            return usage;
        }
        StringBuilder names = new StringBuilder();
        Set<String> dropped = new LinkedHashSet<>();
        for (Attempt attempt : earlier) {
            names.append(attempt.target()).append(", ");
            dropped.addAll(attempt.dropped());
        }
        dropped.addAll(last.dropped());
        ObjectNode told = ((ObjectNode) usage.deepCopy())
                .put(ANSWERED_BY, names.append(last.target()).toString());
        return dropped.isEmpty() ? told : told.put(DROPPED, String.join(", ", dropped));
    }
}
