package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulator does wrong on request is to be had by clients of each format, asked for by a model's name or a header. */
class MisbehavingFormatsTest extends GatewayTest {

    private record Format(String path, String streamPath, String body, String failure, String filtered) {}

    private static final String SAID = "[{'role':'user','content':'Hello'}]";

    private static final List<Format> FORMATS = List.of(
            new Format(
                    "/v1/chat/completions",
                    "/v1/chat/completions",
                    "{'model':'MODEL',STREAM'messages':" + SAID + "}",
                    "data: {\"error\":",
                    "\"finish_reason\":\"content_filter\""),
            new Format(
                    "/v1/messages",
                    "/v1/messages",
                    "{'model':'MODEL','max_tokens':99,STREAM'messages':" + SAID + "}",
                    "event: error",
                    "\"stop_reason\":\"refusal\""),
            new Format(
                    "/v1/responses",
                    "/v1/responses",
                    "{'model':'MODEL',STREAM'input':'Hello'}",
                    "response.failed",
                    "\"reason\":\"content_filter\""),
            new Format(
                    "/v1beta/models/MODEL:generateContent",
                    "/v1beta/models/MODEL:streamGenerateContent?alt=sse",
                    "{'contents':[{'parts':[{'text':'Hello'}]}]}",
                    "\"error\":",
                    "\"finishReason\":\"SAFETY\""));

    private static List<Arguments> formats() {
        List<Arguments> all = new ArrayList<>();
        for (Format format : FORMATS) {
            all.add(Arguments.of(format, false));
            all.add(Arguments.of(format, true));
        }
        return all;
    }

    private record Told(int statusCode, String body) {}

    /** Asks for it by a header, or by the name; what breaks off is as far as it came. */
    private Told ask(Format format, boolean stream, String misbehaviour, boolean header) throws Exception {
        String model = "simulator/" + (header ? "any" : misbehaviour);
        String body = format.body
                .replace("MODEL", model)
                .replace("STREAM", stream ? "'stream':true," : "")
                .replace('\'', '"');
        HttpRequest.Builder request = request((stream ? format.streamPath : format.path).replace("MODEL", model))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (header) {
            request.header("x-serai-simulate", misbehaviour);
        }
        StringBuilder read = new StringBuilder();
        HttpResponse<InputStream> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.append((char) b);
            }
        } catch (IOException e) {
            read.append("\n(cut)");
        }
        return new Told(answer.statusCode(), read.toString());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void refusals_haveTheirStatus(Format format, boolean stream) throws Exception {
        for (boolean header : new boolean[] {false, true}) {
            for (String status : List.of("400", "401", "403", "404", "408", "429", "500", "502", "503", "529")) {
                Told answer = ask(format, stream, status, header);
                assertThat(answer.statusCode()).as(status + answer.body()).isGreaterThanOrEqualTo(400);
                assertThat(answer.body()).contains("\"error\":");
            }
            for (String none : List.of("reset", "empty", "html")) {
                Told answer = ask(format, stream, none, header);
                assertThat(answer.statusCode()).as(none + answer.body()).isEqualTo(502);
                assertThat(answer.body()).contains("\"error\":");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void brokenAnswers_failInTheFormat(Format format, boolean stream) throws Exception {
        for (boolean header : new boolean[] {false, true}) {
            for (String broken : List.of("cut", "truncated", "malformed", "error-in-200")) {
                Told answer = ask(format, stream, broken, header);
                if (stream) {
                    assertThat(answer.statusCode()).as(broken).isEqualTo(200);
                    boolean passedOver = broken.equals("malformed"); // one event that cannot be read
                    assertThat(answer.body().contains(format.failure))
                            .as(broken)
                            .isNotEqualTo(passedOver);
                } else {
                    assertThat(answer.statusCode()).as(broken + answer.body()).isGreaterThanOrEqualTo(500);
                    assertThat(answer.body()).contains("\"error\":");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void filteredAnswers_endInTheFormat(Format format, boolean stream) throws Exception {
        for (boolean header : new boolean[] {false, true}) {
            Told answer = ask(format, stream, "content-filter", header);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains(format.filtered);
            assertThat(ask(format, stream, "no-done", header).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"503, 503", "reset, 502", "html, 502", "cut, 502", "content-filter, 400"})
    void imageEdits_misbehaveToo(String misbehaviour, int status) throws Exception {
        for (boolean header : new boolean[] {false, true}) {
            String form = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nPNG\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nsimulator/"
                    + (header ? "any" : misbehaviour) + "\r\n--x--\r\n";
            HttpRequest.Builder request = request("/v1/images/edits")
                    .POST(BodyPublishers.ofString(form))
                    .header("Content-Type", "multipart/form-data; boundary=x");
            if (header) {
                request.header("x-serai-simulate", misbehaviour);
            }
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        }
    }
}
