package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;

/**
 * A request about what a simulated provider keeps.
 *
 * @param body all of it
 * @param ids what stands in its path where the route has {@code {}}
 */
record SimulatedRequest(Passed passed, byte[] body, List<String> ids) {

    /** What its body may have. */
    static final int LARGEST = 4 << 20;

    private static final int MOST_LISTED = 1000;

    static SimulatedRequest read(Passed passed, HttpEntity entity) throws IOException {
        return new SimulatedRequest(passed, passed.hasBody() ? bytes(entity) : new byte[0], List.of());
    }

    /** How much a body will have at most, as far as it says. */
    static long expected(HttpEntity entity) {
        long length = entity.getContentLength();
        return length < 0 ? LARGEST : Math.min(length, LARGEST);
    }

    SimulatedRequest with(List<String> others) {
        return new SimulatedRequest(passed, body, others);
    }

    /** The path without its query, behind the root of the API; Gemini's has its version. */
    static String path(Passed passed) {
        String path = passed.path().split("\\?", 2)[0];
        boolean below = !passed.below().base() && passed.below().here().startsWith("/v1beta");
        return below ? "/v1beta" + path : path;
    }

    String path() {
        return path(passed);
    }

    String id() {
        return ids.get(0);
    }

    String secondId() {
        return ids.get(1);
    }

    /** A parameter of the query; empty where there is none. */
    String parameter(String name) {
        String path = passed.path();
        for (String each :
                path.substring(Math.min(path.length(), path.indexOf('?') + 1)).split("&", -1)) {
            if (path.indexOf('?') >= 0 && each.startsWith(name + "=")) {
                return URLDecoder.decode(each.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** How many of a list are wanted. */
    int limit(String name) {
        String said = parameter(name);
        if (said.isEmpty()) {
            return MOST_LISTED;
        }
        if (!said.matches("[1-9]\\d{0,5}")) {
            throw ApiException.badRequest("invalid_value", name, "'" + name + "' must be a number from 1 on");
        }
        return Math.min(MOST_LISTED, Integer.parseInt(said));
    }

    /** A header; empty where there is none. */
    String header(String name) {
        String said = passed.header(name);
        return said == null ? "" : said;
    }

    boolean isForm() {
        return header("content-type").startsWith("multipart/");
    }

    /** A body that is a JSON object; empty where there is none. */
    ObjectNode json() {
        return SimulatedForm.parsed(body.length == 0 ? new byte[] {'{', '}'} : body);
    }

    /** A member that has to be there, as a text. */
    String required(String name) {
        String said = json().path(name).asText("");
        if (said.isEmpty()) {
            throw ApiException.badRequest("missing_required_parameter", name, "'" + name + "' is a required property");
        }
        return said;
    }

    /** A member of JSON, or a form's field, {@code video[id]} of what stands in another; empty where there is none. */
    String said(String... names) {
        if (!isForm()) {
            return json().at("/" + String.join("/", names)).asText();
        }
        SimulatedForm.Part field = form().get(String.join("[", names) + (names.length > 1 ? "]" : ""));
        return field == null ? "" : field.text();
    }

    Map<String, SimulatedForm.Part> form() {
        return SimulatedForm.of(header("content-type"), body);
    }

    /** A file of a form. */
    SimulatedForm.Part file(String name) {
        SimulatedForm.Part file = isForm() ? form().get(name) : null;
        if (file == null || (file.filename() == null && !name.equals("data"))) {
            throw ApiException.badRequest("missing_required_parameter", name, "'" + name + "' is a required property");
        }
        return file;
    }

    private static byte[] bytes(HttpEntity entity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entity.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                if (bytes.size() + length > LARGEST) {
                    throw new ApiException(
                            413,
                            "invalid_request_error",
                            "request_too_large",
                            null,
                            "The simulator takes no more than " + LARGEST + " bytes at a time");
                }
                bytes.write(from, offset, length);
            }
        });
        return bytes.toByteArray();
    }
}
