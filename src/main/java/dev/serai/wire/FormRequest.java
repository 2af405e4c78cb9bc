package dev.serai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.RawObject.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a request that came as a form: the facts that routing needs, wherever its fields stand among the files. */
public final class FormRequest {

    private static final Set<String> OPERATIONS =
            Set.of("imageEdits", "imageVariations", "transcriptions", "translations", "videos");

    /** Of those, what may come as JSON as well. */
    private static final Set<String> AS_JSON = Set.of("imageEdits", "videos");

    /** What has to say what it wants. */
    private static final Set<String> WITH_PROMPT = Set.of("imageEdits", "videos");

    /** What is to be worked with, by operation; any one of them. */
    private static final Map<String, String[]> FILES = Map.of(
            "imageEdits", new String[] {"image", "image[]"},
            "imageVariations", new String[] {"image"},
            "transcriptions", new String[] {"file", "url"},
            "translations", new String[] {"file", "url"});

    /** Of a video, a picture may be there to begin with. */
    private static final String[] NONE = {};

    /** What the gateway reads of each form. */
    private static final List<String> READ = List.of("model", "stream", "n", "seconds");

    /** As those who read forms take it: https://docs.pydantic.dev/latest/api/standard_library_types/#booleans. */
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on", "t");

    private FormRequest() {}

    /** Whether requests of an operation come as forms. */
    public static boolean takes(String operation) {
        return OPERATIONS.contains(operation);
    }

    /** Whether they may come as JSON, too. */
    public static boolean takesJson(String operation) {
        return !takes(operation) || AS_JSON.contains(operation);
    }

    /**
     * Reads a form.
     *
     * @param otherwise the model where the form names none; null if it has to
     * @param memory what its texts are taken of
     * @throws ApiException 400, naming the field, if it cannot be served by anyone
     */
    public static ApiRequest scan(String operation, byte[] body, String contentType, String otherwise, Memory memory) {
        RawObject fields = fields(body, contentType, memory);
        Form form = fields.form();
        String model = text(fields, "model");
        if (model == null && otherwise == null) {
            throw RequestScanner.missing("model");
        }
        if (model == null) {
            fields.put("model", (Object) otherwise);
        }
        for (String name : fields.names()) {
            requirePlain(name);
        }
        String streamed = text(fields, "stream");
        boolean stream = streamed != null && TRUE.contains(streamed.strip().toLowerCase(Locale.ROOT));
        String prompt = text(fields, "prompt");
        if (WITH_PROMPT.contains(operation) && prompt == null) {
            throw RequestScanner.missing("prompt");
        }
        requireFile(operation, form, fields);
        RequestShape.complete(operation, fields);
        KeptIds kept = new KeptIds(new byte[0]);
        fields.names().stream()
                .filter(KeptIds::isField)
                .map(name -> text(fields, name))
                .filter(Objects::nonNull)
                .forEach(text -> kept.add(TextBeginning.of(text)));
        int files = form.files().stream().mapToInt(Slice::length).sum();
        return new ApiRequest(
                operation,
                fields,
                model == null ? otherwise : ModelName.required(model, "model"),
                stream,
                true,
                false,
                false,
                files + (prompt == null ? 0 : fields.get("prompt").length()),
                new Media(form.files().size(), files, kept.found()),
                stream ? Map.of("streaming", "stream") : Map.of(),
                null);
    }

    /** A form's fields; several of one name are an array. */
    public static RawObject fields(byte[] body, String contentType, Memory memory) {
        Form form = FormScan.scan(body, contentType, memory);
        RawObject fields = new RawObject(form);
        form.fields().forEach(fields::put);
        return fields;
    }

    /** Some read {@code model[]} as {@code model}. */
    private static void requirePlain(String name) {
        for (String read : READ) {
            if (name.startsWith(read + "[")) {
                throw ApiException.badRequest("invalid_form", name, "'" + read + "' has no parts");
            }
        }
    }

    /** A field that the gateway reads: who reads the other of two would do something else. */
    private static String text(RawObject fields, String name) {
        Slice field = fields.get(name);
        if (field == null) {
            return null;
        }
        JsonNode value = json(field);
        if (value.isArray()) {
            throw ApiException.badRequest("invalid_form", name, "'" + name + "' is given twice");
        }
        if (!value.isTextual()) {
            throw ApiException.badRequest("invalid_type", name, "'" + name + "' must be a text, and is a file");
        }
        if (value.textValue().isBlank()) {
            throw ApiException.badRequest("invalid_value", name, "'" + name + "' is empty");
        }
        return value.textValue();
    }

    private static void requireFile(String operation, Form form, RawObject fields) {
        String[] names = FILES.getOrDefault(operation, NONE);
        if (names.length > 0 && Stream.of(names).noneMatch(name -> fields.get(name) != null)) {
            throw RequestScanner.missing(names[0]);
        }
        for (Form.Part part : form.parts()) {
            if (part.isFile() && part.content().length() == 0) {
                String name = part.head().name();
                throw ApiException.badRequest("invalid_value", name, "The file '" + name + "' is empty");
            }
        }
        JsonNode first = names.length == 0 || fields.get(names[0]) == null ? null : json(fields.get(names[0]));
        if (first != null && first.isTextual()) {
            throw ApiException.badRequest(
                    "invalid_type",
                    names[0],
                    "'" + names[0]
                            + "' must be a file: the head of its part has a filename, or a type that is no text");
        }
    }

    private static JsonNode json(Slice field) {
        try {
            return Json.parse(field.source(), field.start(), field.length());
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e); // nobody sees it: it was written here
        }
    }
}
