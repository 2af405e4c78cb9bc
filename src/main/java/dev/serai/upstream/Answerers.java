package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Who gave a streamed answer, where its headers cannot tell: they were sent before it was known, or one began it and another
 * ended it. Then its usage tells.
 */
public final class Answerers {

    private static final String MEMBER = "answered_by";

    private final List<Target> earlier = new CopyOnWriteArrayList<>();
    private volatile boolean headersAreSilent;
    private UnaryOperator<JsonNode> shown = UnaryOperator.identity();

    /** The headers are sent now, and do not say who answers. */
    public void headersAreSilent() {
        headersAreSilent = true;
    }

    /** What this one has sent stays, but another one goes on. */
    public void brokeOff(Target target) {
        earlier.add(target);
    }

    /** Sets what a stream's usage becomes before the client sees it. */
    public void showUsage(UnaryOperator<JsonNode> asShown) {
        shown = asShown;
    }

    /** What becomes of it in a stream of this target. */
    UnaryOperator<JsonNode> shownUsage(Target answering) {
        return usage -> named(shown.apply(usage), answering);
    }

    private JsonNode named(JsonNode usage, Target last) {
        if ((!headersAreSilent && earlier.isEmpty()) || !(usage instanceof ObjectNode)) {
            return usage;
        }
        StringBuilder names = new StringBuilder();
        earlier.forEach(target -> names.append(target).append(", "));
        return ((ObjectNode) usage.deepCopy()).put(MEMBER, names.append(last).toString());
    }
}
