package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.access.Caller;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code pass:own}: files that a request names by their ids are the caller's own, as they are where it passes as it
 * came. It is not known yet who will be asked: an id of the caller's at another provider is nobody else's either.
 */
final class PassOwn implements Processor {

    private static final String FILE = "file_id";
    private static final int MOST = 100;

    private final OwnedIds ids;

    PassOwn(OwnedIds ids) {
        this.ids = ids;
    }

    @Override
    public void process(Exchange exchange) {
        Set<String> named = named(Requests.of(exchange).members());
        if (named.isEmpty()) {
            return;
        }
        Set<String> owned = ids.find(Caller.of(exchange).tenant(), named).stream()
                .map(OwnedIds.Owned::id)
                .collect(Collectors.toSet());
        named.stream().filter(id -> !owned.contains(id)).findFirst().ifPresent(id -> {
            throw References.notFound(id);
        });
    }

    private static Set<String> named(RawObject request) {
        Set<String> ids = new HashSet<>();
        if (request.form() == null) {
            request.names().forEach(name -> collect(name, request.get(name), ids));
        }
        return ids;
    }

    private static void collect(String member, RawObject.Slice value, Set<String> ids) {
        try (JsonParser json = Json.FACTORY.createParser(value.source(), value.start(), value.length())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String name = json.getParsingContext().inRoot() ? member : json.currentName();
                if (token == JsonToken.VALUE_STRING && FILE.equals(name)) {
                    ids.add(json.getText());
                    if (ids.size() > MOST) {
                        throw ApiException.badRequest(
                                "too_many_ids", "images", "The request names more than " + MOST + " files");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
