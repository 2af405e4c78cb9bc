package dev.serai.wire;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request that passes to its provider as it came: of which model it is, nobody looks for. Its body is a stream, taken from
 * the client as the provider takes it, unless it is small: then it can be sent again.
 *
 * @param method in capitals
 * @param path with its query, clean: below what is said there
 * @param below what its path is below
 * @param headers names in lower case; what says who calls is not among them
 * @param small the body where it is there already; else null
 * @param body the body where it is still to come; else null
 * @param length of that, -1 if it is not known
 * @param making what a model makes for it; null where nobody knows
 */
public record Passed(
        String method,
        String path,
        Below below,
        Map<String, String> headers,
        byte[] small,
        InputStream body,
        long length,
        Making making)
        implements Original {

    /** What it is called among the operations of providers. */
    public static final String OPERATION = "pass";

    /** What may be done twice: <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2">idempotent methods</a>. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private static final RawObject NOTHING = new RawObject();

    /**
     * What a path is below.
     *
     * @param base whether it is the provider's base, of whatever it has; else the root of its API
     * @param here what stands for that at this gateway
     */
    public record Below(boolean base, String here) {

        /** OpenAI's. */
        public static final Below API = new Below(false, "/v1");
    }

    /**
     * What a model makes, where a request that passes has it made.
     *
     * @param asked the model as a client has named it
     * @param model as its provider knows it
     * @param extent how much it makes
     * @param length milliseconds of what is there then, with what it goes on from
     */
    public record Making(String asked, String model, Extent extent, long length) {

        /** One that goes on from nothing. */
        public Making(String asked, String model, Extent extent) {
            this(asked, model, extent, extent.videoMs());
        }
    }

    /** One for which no model makes anything, as far as is known. */
    public Passed(
            String method,
            String path,
            Below below,
            Map<String, String> headers,
            byte[] small,
            InputStream body,
            long length) {
        this(method, path, below, headers, small, body, length, null);
    }

    /** Whether it may be sent again where it is not known what became of it. */
    public boolean isRepeatable() {
        return body == null && IDEMPOTENT.contains(method);
    }

    /** It as a request like any other. No model is named in it, as far as anybody looks; which makes it may be known. */
    public ApiRequest request() {
        String model = making == null ? "" : making.asked;
        return new ApiRequest(OPERATION, null, model, false, false, false, false, 0, Media.NONE, Map.of(), this);
    }

    /** Whether it has a body. */
    public boolean hasBody() {
        return body != null || small != null;
    }

    /** The same for which a model makes something. */
    public Passed with(Making other) {
        return new Passed(method, path, below, headers, small, body, length, other);
    }

    /** The same with another path, of a list whose next part is asked for. */
    public Passed at(String otherPath) {
        return new Passed(method, otherPath, below, headers, small, body, length, making);
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
}
