package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Object storage is read with the gateway's identity: in whatever format and words, nothing but what its operator has named. */
class ObjectStorageGatewayTest extends GatewayTest {

    private static final String OWN = STORAGE + "a.png";

    /** For each format, where a request may name a file; MODEL and FILE stand for these. */
    private static List<Arguments> places() {
        List<Arguments> places = new ArrayList<>();
        String user = "{'model':'MODEL','max_tokens':9,'messages':[{'role':'user','content':[";
        String input = "{'model':'MODEL','input':[{'role':'user','content':[";
        for (String part : List.of(
                "{'type':'image_url','image_url':{'url':'FILE'}}",
                "{'type':'file','file':{'file_data':'FILE'}}",
                "{'type':'file','file':{'file_id':'FILE'}}")) {
            places.add(Arguments.of("/v1/chat/completions", user + part + "]}]}"));
        }
        places.add(Arguments.of("/v1/messages", user + "{'type':'image','source':{'type':'url','url':'FILE'}}]}]}"));
        places.add(Arguments.of("/v1/responses", input + "{'type':'input_image','image_url':'FILE'}]}]}"));
        places.add(Arguments.of("/v1/responses", input + "{'type':'input_file','file_data':'FILE'}]}]}"));
        for (String file : List.of(
                "'fileData':{'mimeType':'image/png','fileUri':'FILE'}",
                "'file_data':{'mime_type':'application/pdf','file_uri':'FILE'}",
                "'fileData':{'mimeType':'video/mp4','fileUri':'FILE'}")) {
            places.add(Arguments.of(
                    "/v1beta/models/MODEL:generateContent", "{'contents':[{'role':'user','parts':[{" + file + "}]}]}"));
        }
        return places;
    }

    private HttpResponse<String> ask(String path, String body, String model, String file) throws Exception {
        return post(
                path.replace("MODEL", model),
                body.replace("MODEL", model).replace("FILE", file).replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsNamed_isRead(String path, String body) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));

        HttpResponse<String> answer = ask(path, body, "vertex/gemini-x", OWN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode part = Json.parse(UPSTREAM.last().body()).at("/contents/0/parts/0/fileData");
        assertThat(part.path("fileUri").asText()).isEqualTo(OWN);
        String type =
                body.contains("video/mp4") ? "video/mp4" : body.contains("/pdf") ? "application/pdf" : "image/png";
        assertThat(part.path("mimeType").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsNot_isRefusedInTheFormat(String path, String body) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));
        for (String file : List.of("gs://serai-test/other/a.png", "gs://another/a.png", STORAGE + "../a.png")) {
            assertRefused(path, ask(path, body, "vertex/gemini-x", file), "vertex");
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void whoReadsNone_isNotTold(String path, String body) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.GEMINI));
        for (String provider : List.of("openai", "gemini", "bedrock", "vertex-anthropic")) {
            for (String file : Stream.of(OWN, "s3://acme/a.png").toList()) {
                HttpResponse<String> answer = ask(path, body, provider + "/any", file);
                assertThat(answer.statusCode()).as(answer.body()).isIn(400, 403);
                assertThat(UPSTREAM.received()).as(provider + path).isEmpty();
            }
        }
    }

    private void assertRefused(String path, HttpResponse<String> answer, String provider) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        JsonNode error = error(answer);
        assertThat(error.path("message").asText())
                .contains(provider, "object storage")
                .doesNotContain(STORAGE + " ");
        if (path.startsWith("/v1beta")) {
            assertThat(error.path("status").asText()).isEqualTo("PERMISSION_DENIED");
        } else if (path.equals("/v1/messages")) {
            assertThat(error.path("type").asText()).isEqualTo("permission_error");
        } else {
            assertThat(error.path("code").asText()).isEqualTo("storage_not_allowed");
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }
}
