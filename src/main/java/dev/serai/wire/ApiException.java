package dev.serai.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A refusal or failure as the caller sees it: an HTTP status and OpenAI's error object, and headers that go with them.
 * It has no stack trace: it is an answer, not a defect.
 */
public class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is the same however often it is tried, until somebody changes something: clients are told not to try. */
    private static final Set<String> LASTING = Set.of(
            "provider_not_configured",
            "provider_key_unreadable",
            "provider_authentication_failed",
            "model_not_found",
            "model_not_allowed",
            "endpoint_not_allowed",
            "ip_not_allowed",
            "project_not_found",
            "insufficient_quota");

    /** Providers say what they like, and it goes into headers, logs and records. */
    private static final int LONGEST_WORD = 128;

    private static final int LONGEST_PLACE = 512;
    private static final int LONGEST_MESSAGE = 8192;

    private final int status;
    private final String type;
    private final String code;
    private final String param;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient Said said;

    /**
     * An error in the words of a provider that speaks the client's own format.
     *
     * @param status of a provider, which may have others than we tell
     */
    public record Said(int status, byte[] body) {}

    /**
     * @param status HTTP status
     * @param type the class of error, for example {@code invalid_request_error}
     * @param code what programs branch on, or null
     * @param param path of the field at fault, for example {@code messages[2].role}, or null
     * @param message what was wrong and what to do, for people; never a secret
     */
    public ApiException(int status, String type, String code, String param, String message) {
        super(bounded(message, LONGEST_MESSAGE), null, false, false);
        this.status = status;
        this.type = bounded(type, LONGEST_WORD);
        this.code = bounded(code, LONGEST_WORD);
        this.param = bounded(param, LONGEST_PLACE);
        if (code != null && LASTING.contains(code)) {
            headers.put("x-should-retry", "false");
        }
    }

    /** 400 {@code invalid_request_error}: the request can never succeed as it is. */
    public static ApiException badRequest(String code, String param, String message) {
        return new ApiException(400, "invalid_request_error", code, param, message);
    }

    private static String bounded(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    public ApiException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds the words in which a provider has said it, where the client speaks the same. */
    public void said(Said words) {
        said = words;
    }

    /** Those words, or null. */
    public Said said() {
        return said;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String code() {
        return code;
    }

    public String param() {
        return param;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** {@code {"error": {"message", "type", "param", "code"}}}, each key always there. */
    public ObjectNode body() {
        return body(getMessage(), type, param, code);
    }

    public static ObjectNode body(String message, String type, String param, String code) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
