package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.JsonPass;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code pass:named}: a request to a model that names a file, a store, a container or a conversation which is known to be
 * another project's is about something that is not there. What nobody knows may be what the project has had made elsewhere.
 */
record PassNamed(Passage passage) implements Processor {

    private static final int MOST = 1000;

    /** Members that name what a provider keeps. */
    private static final Set<String> NAMES = Set.of(
            "file_id", "file_ids", "vector_store_id", "vector_store_ids", "container", "container_id", "conversation");

    /** How they begin, and any name that is written otherwise. */
    private static final List<byte[]> BEGINNINGS =
            List.of(ascii("\"file_"), ascii("\"vector_"), ascii("\"container"), ascii("\"conversation"), ascii("\\u"));

    @Override
    public void process(Exchange exchange) {
        Original original = Requests.of(exchange).original();
        if (original == null) {
            return;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String name : original.members().names()) {
            RawObject.Slice value = original.members().get(name);
            if (NAMES.contains(name) || mayName(value)) {
                look(name, value, ids);
            }
        }
        if (!ids.isEmpty() && passage.ids().isForeign(Caller.of(exchange).tenant(), ids)) {
            throw References.notFound(String.join("', '", ids));
        }
    }

    private static boolean mayName(RawObject.Slice value) {
        byte[] bytes = value.source();
        for (int i = value.start(); i < value.end(); i++) {
            if (bytes[i] == '"' || bytes[i] == '\\') {
                for (byte[] beginning : BEGINNINGS) {
                    if (i + beginning.length <= value.end()
                            && Arrays.equals(bytes, i, i + beginning.length, beginning, 0, beginning.length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A conversation may be an object with its id. */
    private static void look(String member, RawObject.Slice value, Set<String> ids) {
        JsonPass json = new JsonPass(
                (name, text, depth) -> {
                    boolean named = NAMES.contains(name.isEmpty() ? member : name)
                            || (name.equals("id") && NAMES.contains(member));
                    if (named && ids.add(text) && ids.size() > MOST) {
                        throw ApiException.badRequest(
                                "too_many_ids",
                                member,
                                "The request names more than " + MOST + " ids: send it in parts");
                    }
                },
                false,
                Set.of());
        json.add(value.source(), value.start(), value.length());
        json.end();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
