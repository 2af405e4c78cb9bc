package dev.serai.cache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What may make a request one whose answer is not to be given again. */
enum Exclusion {
    /** A temperature above 0 that the request names: it wants to be surprised. */
    TEMPERATURE {
        @Override
        boolean holds(ApiRequest request) {
            RawObject said = request.said();
            return isAboveZero(said.get("temperature"))
                    || SETTINGS.stream().anyMatch(name -> isAboveZeroWithin(said.get(name)));
        }
    },
    /** Tools: what the model has done follows from the answer. */
    TOOLS {
        @Override
        boolean holds(ApiRequest request) {
            return hasAny(request, TOOLS_OF);
        }
    },
    /** More than one answer. */
    CHOICES {
        @Override
        boolean holds(ApiRequest request) {
            return request.choices() > 1;
        }
    },
    /** Images, sound or files. */
    MEDIA {
        @Override
        boolean holds(ApiRequest request) {
            return request.media().count() > 0;
        }
    },
    /** That it says for which user it asks. */
    USER {
        @Override
        boolean holds(ApiRequest request) {
            return hasAny(request, USERS);
        }
    };

    /** Of the APIs that clients speak, and of some providers' own: what searches finds something else the next time. */
    private static final List<String> TOOLS_OF =
            List.of("tools", "functions", "mcp_servers", "web_search_options", "search_parameters", "plugins");

    private static final List<String> USERS = List.of("user", "safety_identifier", "metadata");
    private static final List<String> SETTINGS = List.of("generationConfig", "generation_config");
    private static final Set<String> ZEROS = Set.of("0", "0.0", "-0", "null");
    private static final Set<String> NOTHING = Set.of("null", "[]", "{}", "\"\"");
    private static final int LONGEST = 64;

    /** Whether a request is one of those. */
    abstract boolean holds(ApiRequest request);

    /** Whether it goes on with what its provider keeps and adds to: the same words ask something else each time. */
    static boolean goesOn(ApiRequest request) {
        return has(request, "conversation");
    }

    private static boolean hasAny(ApiRequest request, List<String> names) {
        return names.stream().anyMatch(name -> has(request, name));
    }

    private static boolean has(ApiRequest request, String name) {
        RawObject.Slice value = request.said().get(name);
        return value != null && !NOTHING.contains(text(value));
    }

    private static boolean isAboveZero(RawObject.Slice value) {
        return value != null && !ZEROS.contains(text(value));
    }

    /** Its first characters. */
    private static String text(RawObject.Slice value) {
        return new String(value.source(), value.start(), Math.min(LONGEST, value.length()), StandardCharsets.UTF_8);
    }

    private static boolean isAboveZeroWithin(RawObject.Slice settings) {
        if (settings == null) {
            return false;
        }
        try (JsonParser json = Json.FACTORY.createParser(settings.source(), settings.start(), settings.length())) {
            boolean above = false;
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean temperature = json.currentName().equals("temperature");
                    JsonToken value = json.nextToken();
                    above |= temperature && (!value.isScalarValue() || !ZEROS.contains(json.getText()));
                    json.skipChildren();
                }
            }
            return above;
        } catch (IOException e) {
            return true; // who cannot be sure does not keep it
        }
    }
}
