package dev.serai.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.ModelName;
import dev.serai.wire.RawObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The models that a caller would have answer instead: the member {@code fallbacks}, which no provider sees, or the header
 * {@code x-serai-fallbacks}, separated by commas.
 */
public final class Fallbacks {

    /** The variable that has them, too. */
    public static final String NAME = "fallbacks";

    private static final int MOST = 8;

    /** Of so many names, written as long as can be. */
    private static final int LONGEST = 1 << 14;

    private Fallbacks() {}

    /**
     * Takes them out of the request.
     *
     * @return in the order in which they are to be asked; empty if none are named
     * @throws ApiException 400 if they are no list of names, or too many
     */
    public static List<String> take(ApiRequest request, Map<String, String> hints) {
        RawObject.Slice member = request.members().get(NAME);
        if (member == null) {
            return named(hints);
        }
        request.members().remove(NAME);
        return checked(read(member));
    }

    /** Those that a header names. */
    public static List<String> named(Map<String, String> hints) {
        List<String> names = new ArrayList<>(2);
        if (hints.containsKey(NAME)) {
            for (String name : hints.get(NAME).split(",", -1)) {
                names.add(name.strip());
            }
        }
        return checked(names);
    }

    private static List<String> checked(List<String> names) {
        if (names.size() > MOST || names.contains("")) {
            throw wrong();
        }
        names.forEach(name -> ModelName.required(name, NAME));
        return names;
    }

    private static List<String> read(RawObject.Slice member) {
        List<String> names = new ArrayList<>(2);
        if (member.length() > LONGEST) {
            throw wrong();
        }
        try {
            JsonNode list = Json.parse(member.source(), member.start(), member.length());
            if (!list.isArray() && !list.isNull()) {
                throw wrong();
            }
            for (JsonNode name : list) {
                names.add(name.asText());
            }
        } catch (JsonProcessingException e) {
            throw InvalidJson.within(NAME, e);
        }
        return names;
    }

    private static ApiException wrong() {
        return ApiException.badRequest(
                "invalid_value", NAME, "'" + NAME + "' must be a list of at most " + MOST + " names of models");
    }
}
