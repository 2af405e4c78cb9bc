package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request that passes to its provider as it came: of which model it is, nobody looks for. Its body is a stream, taken from
 * the client as the provider takes it, unless it is small: then it can be sent again.
 *
 * @param method in capitals
 * @param path with its query, clean: below the provider's API root, or below its base where {@code whole}
 * @param whole whether it is meant for any path of the provider's, whose words its answer is in
 * @param headers names in lower case; what says who calls is not among them
 * @param small the body where it is there already; else null
 * @param body the body where it is still to come; else null
 * @param length of that, -1 if it is not known
 */
public record Passed(
        String method,
        String path,
        boolean whole,
        Map<String, String> headers,
        byte[] small,
        InputStream body,
        long length)
        implements Original {

    /** What it is called among the operations of providers. */
    public static final String OPERATION = "pass";

    /** What may be done twice: <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2">idempotent methods</a>. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private static final RawObject NOTHING = new RawObject();

    /** Whether it may be sent again where it is not known what became of it. */
    public boolean isRepeatable() {
        return body == null && IDEMPOTENT.contains(method);
    }

    /** It as a request like any other. No model is named in it, as far as anybody looks. */
    public ApiRequest request() {
        return new ApiRequest(OPERATION, null, "", false, false, false, false, 0, Media.NONE, Map.of(), this);
    }

    /** Whether it has a body. */
    public boolean hasBody() {
        return body != null || small != null;
    }

    /** The same with another path, of a list whose next part is asked for. */
    public Passed at(String otherPath) {
        return new Passed(method, otherPath, whole, headers, small, body, length);
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public RawObject members() {
        return NOTHING;
    }

    @Override
    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public ApiRequest chat() {
        throw ApiException.badRequest("unsupported_operation", null, "What passes as it came is no chat");
    }

    @Override
    public List<String> dropped() {
        return List.of();
    }

    @Override
    public JsonNode state() {
        return Json.MAPPER.createObjectNode();
    }
}
