package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.PassedBody;
import dev.serai.wire.Intake;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A list below {@code /passthrough}, whatever its form: what is known to be another project's is not in it. Where nothing is,
 * it passes as it came.
 */
final class OpenList {

    private static final int AT_A_TIME = 500;
    private static final String ID = "id";

    private final OwnedIds ids;
    private final Meant meant;
    private boolean changed;

    private OpenList(OwnedIds ids, Meant meant) {
        this.ids = ids;
        this.meant = meant;
    }

    /** What the caller may see of an answer. */
    static PassedBody shown(OwnedIds ids, Meant meant, Memory memory, PassedBody body) throws IOException {
        try (body;
                Memory.Share trees = memory.share()) {
            byte[] bytes = Intake.read(body, body.length(), OwnedList.MOST_BYTES, memory);
            long size = TreeSize.of(bytes);
            byte[] shown = LargeBodies.inTurn(size, () -> {
                trees.take(size);
                return new OpenList(ids, meant).shown(bytes, memory);
            });
            return new PassedBody(new ByteArrayInputStream(shown), shown.length, () -> {});
        } catch (Intake.TooLarge e) {
            throw OwnedList.tooLarge();
        }
    }

    private byte[] shown(byte[] bytes, Memory memory) {
        JsonNode tree = tree(bytes);
        if (tree instanceof ArrayNode list) {
            keep(list);
        } else if (tree instanceof ObjectNode said) {
            said.forEach(member -> {
                if (member instanceof ArrayNode list) {
                    keep(list);
                    end(said, "first_id", list, 0);
                    end(said, "last_id", list, list.size() - 1);
                }
            });
        }
        return changed ? JsonBytes.of(tree, memory) : bytes;
    }

    /** What is no JSON is no list. */
    private static JsonNode tree(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private void keep(ArrayNode list) {
        Set<String> foreign = new HashSet<>();
        List<String> asked = new ArrayList<>(AT_A_TIME);
        for (int i = 0; i < list.size(); i++) {
            asked.addAll(names(list.get(i)));
            if (asked.size() >= AT_A_TIME || i == list.size() - 1) {
                foreign.addAll(ids.foreign(meant.tenant(), meant.provider().name(), asked));
                asked.clear();
            }
        }
        if (!foreign.isEmpty()) {
            List<JsonNode> own = new ArrayList<>();
            list.forEach(element -> {
                if (names(element).stream().noneMatch(foreign::contains)) {
                    own.add(element);
                }
            });
            list.removeAll().addAll(own); // at once: to remove one by one moves the rest each time
            changed = true;
        }
    }

    private static List<String> names(JsonNode element) {
        return Stream.of(element.path(ID), element.path("name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private void end(ObjectNode said, String name, ArrayNode list, int at) {
        if (changed && said.has(name)) {
            said.set(name, list.isEmpty() ? null : list.get(at).get(ID));
        }
    }
}
