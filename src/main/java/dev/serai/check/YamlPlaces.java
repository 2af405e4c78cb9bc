package dev.serai.check;

import dev.serai.files.YamlFile;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What stands first in each line of a YAML file. */
final class YamlPlaces {

    /**
     * One of these places.
     *
     * @param column from 1
     * @param field the keys that lead to it, {@code [0].route.from.uri}; null if nobody can say
     */
    record Place(int column, String field) {}

    private final Map<Integer, Place> places = new HashMap<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Those of a file's nodes, whose depth was bounded when it was read. */
    static YamlPlaces of(Node root) {
        YamlPlaces all = new YamlPlaces();
        all.add("", root);
        return all;
    }

    /** Where a parser gave up. */
    static YamlPlaces of(MarkedYamlEngineException mistake) {
        YamlPlaces all = new YamlPlaces();
        Stream.of(mistake.getProblemMark(), mistake.getContextMark())
                .flatMap(mark -> mark.stream())
                .forEach(mark -> all.add(mark, null));
        return all;
    }

    /** The place in a line; null where nothing begins. */
    Place in(int line) {
        return places.get(line);
    }

    private void add(String path, Node node) {
        if (!seen.add(node)) { // an alias of one that was looked at
            return;
        }
        if (node instanceof MappingNode map) {
            for (NodeTuple field : map.getValue()) {
                String key = YamlFile.text(field.getKeyNode());
                String named = path.isEmpty() ? key : path + "." + key;
                field.getKeyNode().getStartMark().ifPresent(mark -> add(mark, named));
                add(named, field.getValueNode());
            }
        } else if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                Node item = list.getValue().get(i);
                String named = path + "[" + i + "]";
                if (!(item instanceof MappingNode)) { // whose keys say more
                    item.getStartMark().ifPresent(mark -> add(mark, named));
                }
                add(named, item);
            }
        }
    }

    private void add(Mark mark, String field) {
        places.putIfAbsent(mark.getLine() + 1, new Place(mark.getColumn() + 1, field));
    }
}
