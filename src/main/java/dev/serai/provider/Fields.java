package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Request fields by their paths: {@code stop}, {@code response_format.type}, {@code messages.name}. Elements of arrays are
 * looked at like the array. Of a field that stands here without members all members count.
 */
public final class Fields {

    private final String path;
    private final Map<String, Fields> members = new HashMap<>();

    private Fields(String path) {
        this.path = path;
    }

    static Fields of(Collection<String> paths) {
        Fields fields = new Fields("");
        for (String path : paths) {
            Fields at = fields;
            for (String name : path.split("\\.", -1)) {
                String here = at.path.isEmpty() ? name : at.path + "." + name;
                at = at.members.computeIfAbsent(name, it -> new Fields(here));
            }
        }
        return fields;
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Tells what a value has, below its own members, that does not stand here. */
    void tellOthers(JsonNode object, Unsent unsent) {
        members.forEach((name, inside) -> inside.tell(object.path(name), false, unsent));
    }

    /** Tells what a value has that stands here. */
    void tellThese(JsonNode object, Unsent unsent) {
        members.forEach((name, inside) -> inside.tell(object.path(name), true, unsent));
    }

    private void tell(JsonNode value, boolean these, Unsent unsent) {
        if (isEmpty()) {
            if (these && saysSomething(value)) {
                unsent.add(path);
            }
        } else if (value.isArray()) {
            value.forEach(element -> tell(element, these, unsent));
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                Fields inside = members.get(member.getKey());
                if (inside != null) {
                    inside.tell(member.getValue(), these, unsent);
                } else if (!these && saysSomething(member.getValue())) {
                    unsent.add(path + "." + member.getKey());
                }
            }
        }
    }

    /** A field at its default asks for nothing that could be missed. */
    static boolean saysSomething(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isBoolean() && !value.booleanValue())
                && !value.asText().equals("auto");
    }
}
