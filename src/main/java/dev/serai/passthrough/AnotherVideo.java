package dev.serai.passthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Extent;
import dev.serai.wire.Form;
import dev.serai.wire.FormRequest;
import dev.serai.wire.Json;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.Memory;
import dev.serai.wire.Passed;
import dev.serai.wire.RawObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is said where a model makes one more video of one that is there: a prompt, of which one where the path does not say it,
 * and how much longer it is to be. There is nothing in it that a server could take for another model or another length, of
 * which nobody would have asked whether it may be.
 *
 * @param of the id of that one; null where the path has it
 * @param more milliseconds that are added to it; 0 where the other one is as long
 */
record AnotherVideo(String of, long more) {

    private static final String PROMPT = "prompt";
    private static final String VIDEO = "video";
    private static final String SECONDS = "seconds";
    private static final Map<String, List<String>> SAID = Map.of(
            Meant.REMIX, List.of(PROMPT),
            Meant.EDITS, List.of(PROMPT, VIDEO),
            Meant.EXTENSIONS, List.of(PROMPT, VIDEO, SECONDS));

    /** How a form says the id of one. */
    private static final String VIDEO_OF_FORM = "video[id]";

    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,3}");
    private static final int LONGEST = 3600;
    private static final long MILLIS = 1000;

    /** Whether a request has one made: by a word of the path behind that one, or in its place. */
    static boolean isMeant(String method, CleanPath path) {
        List<String> segments = path.segments();
        int place = path.last().equals(Meant.REMIX) ? 2 : 1;
        return method.equals("POST")
                && segments.size() == place + 1
                && segments.get(0).equals(Meant.VIDEOS)
                && SAID.containsKey(segments.get(place));
    }

    /**
     * Reads what is said.
     *
     * @param way the last word of the path
     * @throws ApiException 400 if there is more than that, or less
     */
    static AnotherVideo read(String way, byte[] body, String type, Memory memory) {
        RawObject said = members(body, type, memory);
        List<String> names = SAID.get(way);
        requireNamed(said.names(), names, said.form() != null);
        return new AnotherVideo(
                names.contains(VIDEO) ? id(said) : null, names.contains(SECONDS) ? MILLIS * seconds(said) : 0);
    }

    private static RawObject members(byte[] body, String type, Memory memory) {
        try {
            return Form.isType(type)
                    ? FormRequest.fields(body, type, memory)
                    : JsonMembers.distinct(body, 0, body.length);
        } catch (IOException e) {
            throw ApiException.badRequest(
                    "invalid_json", null, "The request body is no JSON object, each member of which is there once");
        }
    }

    private static void requireNamed(Set<String> said, List<String> names, boolean form) {
        for (String name : names) {
            if (!said.contains(name) && !(form && name.equals(VIDEO) && said.contains(VIDEO_OF_FORM))) {
                throw ApiException.badRequest("missing_required_parameter", name, "'" + name + "' is required");
            }
        }
        for (String name : said) {
            if (!names.contains(name) && !(form && names.contains(VIDEO) && name.equals(VIDEO_OF_FORM))) {
                throw ApiException.badRequest(
                        "unsupported_parameter",
                        name,
                        "Another video of one that is there is of its model and size: there is to be given "
                                + String.join(", ", names));
            }
        }
    }

    private static String id(RawObject said) {
        if (said.form() != null && said.get(VIDEO) == null) {
            return text(said, VIDEO_OF_FORM);
        }
        RawObject.Slice video = said.get(VIDEO);
        try {
            RawObject members = said.form() == null && video.source()[video.start()] == '{'
                    ? JsonMembers.distinct(video.source(), video.start(), video.end())
                    : new RawObject();
            if (members.names().equals(Set.of("id"))) {
                return text(members, "id");
            }
        } catch (IOException e) {
            throw ApiException.badRequest("invalid_json", VIDEO, "'video' is no JSON object");
        }
        throw ApiException.badRequest(
                "unsupported_value",
                VIDEO,
                "'video' is one that was made here, by its id alone, {\"id\": \"video_…\"}: of one that is uploaded nobody"
                        + " knows which model is to be paid for");
    }

    private static long seconds(RawObject said) {
        String seconds = text(said, SECONDS);
        if (!LENGTH.matcher(seconds).matches() || Integer.parseInt(seconds) > LONGEST) {
            throw ApiException.badRequest("invalid_type", SECONDS, "'seconds' is an integer, from 1 to " + LONGEST);
        }
        return Integer.parseInt(seconds);
    }

    private static String text(RawObject said, String name) {
        String text = said.form() == null ? value(said.get(name)) : said.form().text(name);
        if (text != null) {
            return text;
        }
        throw ApiException.badRequest("invalid_type", name, "'" + name + "' must be one text");
    }

    private static String value(RawObject.Slice json) {
        try {
            JsonNode node = Json.parse(json.source(), json.start(), json.length());
            return node.isTextual() || node.isIntegralNumber() ? node.asText() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** What its model makes, of what that one is. */
    Passed.Making making(Passed.Making that) {
        long whole = that.length() + more;
        long made = more == 0 ? whole : more;
        return new Passed.Making(that.asked(), that.model(), Extent.ofVideo(made, made), whole);
    }
}
