package dev.serai.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * How large a tree YAML may become. It is read event by event, which takes no stack; whoever goes through the tree afterwards
 * goes down as deep as it is, and through what an alias repeats each time.
 */
final class YamlBounds {

    private static final int DEEPEST = 100;
    private static final int MOST = 1_000_000;

    /** What is open: its anchor, or empty, and how many nodes were there before it. */
    private record Open(String anchor, long before) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private long nodes;

    /** What is refused, and where. */
    record Excess(Optional<Mark> place, String reason) {}

    /**
     * What is too much, if anything is.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
     */
    static Optional<Excess> excess(LoadSettings settings, String yaml) {
        YamlBounds bounds = new YamlBounds();
        for (Event event : new Parse(settings).parseString(yaml)) {
            String reason = bounds.count(event);
            if (reason != null) {
                return Optional.of(new Excess(event.getStartMark(), reason));
            }
        }
        return Optional.empty();
    }

    private String count(Event event) {
        if (event instanceof CollectionEndEvent) {
            Open ended = open.pop();
            sizes.put(ended.anchor(), nodes - ended.before());
            return null;
        }
        if (!(event instanceof NodeEvent node)) {
            return null;
        }
        String anchor = node.getAnchor().map(Object::toString).orElse("");
        if (event instanceof AliasEvent) {
            if (open.stream().anyMatch(it -> it.anchor().equals(anchor))) {
                return "*" + anchor + " stands within itself";
            }
            nodes += sizes.getOrDefault(anchor, 1L);
        } else if (event instanceof CollectionStartEvent) {
            open.push(new Open(anchor, nodes));
        } else {
            sizes.put(anchor, 1L);
        }
        nodes++;
        if (open.size() > DEEPEST) {
            return "this is nested more than " + DEEPEST + " deep";
        }
        return nodes > MOST ? "with what *" + anchor + " repeats, these are more than " + MOST + " values" : null;
    }
}
