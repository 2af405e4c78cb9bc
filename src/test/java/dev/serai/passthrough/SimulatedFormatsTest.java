package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the simulator keeps in the words of other APIs than OpenAI's: batches of Messages, files by name, cached contents. */
class SimulatedFormatsTest extends SimulatedTest {

    private static final String MESSAGES = "/v1/messages/batches";
    private static final String BATCH = """
            {"requests":[{"custom_id":"a","params":{"model":"echo","max_tokens":50,"system":"Be kind",\
            "messages":[{"role":"user","content":[{"type":"text","text":"One"}]}]}},\
            {"custom_id":"b","params":{"model":"529","max_tokens":5,"messages":[{"role":"user","content":"Two"}]}},\
            {"custom_id":"c","params":{"model":"echo","max_tokens":50,"messages":[{"role":"user","content":"Three"}],\
            "tools":[{"name":"look","input_schema":{"type":"object","properties":{"at":{"type":"string"}},\
            "required":["at"]}}]}}]}""";

    @Test
    void batchOfMessages_isInTheWordsOfMessages_andBooked() throws Exception {
        caller = caller("simulator-messages");
        JsonNode begun = made(MESSAGES, BATCH);
        assertThat(begun.path("type").asText()).isEqualTo("message_batch");
        String at = MESSAGES + "/" + id(begun);
        HttpResponse<String> early = ask(caller, "DELETE", at, null);
        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(error(early).path("type").asText()).isEqualTo("invalid_request_error");
        JsonNode done = said("GET", at, null);
        assertThat(done.path("processing_status").asText()).isEqualTo("ended");
        assertThat(done.at("/request_counts/succeeded").asInt()).isEqualTo(2);
        assertThat(done.path("results_url").asText()).isEqualTo(at + "/results");

        List<String> lines =
                ask(caller, "GET", at + "/results", null).body().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode first = result(lines.get(0));
        assertThat(first.at("/message/content/0/text").asText()).startsWith("You said: \"One\"");
        assertThat(result(lines.get(1)).at("/error/error/type").asText()).isEqualTo("overloaded_error");
        assertThat(result(lines.get(2)).at("/message/stop_reason").asText()).isEqualTo("tool_use");
        assertThat(result(lines.get(2)).at("/message/content/0/input").has("at"))
                .isTrue();
        long tokens = first.at("/message/usage/output_tokens").asLong()
                + result(lines.get(2)).at("/message/usage/output_tokens").asLong();
        List<Map<String, Object>> booked = await(this::used, found -> !found.isEmpty());
        assertThat(booked).hasSize(1);
        assertThat(booked.get(0)).containsEntry("model", "echo").containsEntry("completion_tokens", tokens);

        assertThat(said("GET", MESSAGES, null).at("/data/0/id").asText()).isEqualTo(id(begun));
        assertThat(said("DELETE", at, null).path("type").asText()).isEqualTo("message_batch_deleted");
        assertThat(ask(caller, "GET", at, null).statusCode()).isEqualTo(404);
    }

    private List<Map<String, Object>> used() {
        return database.sql()
                .sql("select * from usage_record where token = :token and completion_tokens > 0")
                .param("token", caller.token().id())
                .query()
                .listOfRows();
    }

    private static JsonNode result(String line) {
        try {
            return Json.MAPPER.readTree(line).path("result");
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void cancelledBatchOfMessages_endsWithoutAnswers() throws Exception {
        caller = caller("simulator-messages");
        String at = MESSAGES + "/" + id(made(MESSAGES, BATCH));
        assertThat(made(at + "/cancel", "").path("processing_status").asText()).isEqualTo("canceling");
        assertThat(said("GET", at, null).at("/request_counts/canceled").asInt()).isEqualTo(3);
        for (String bad :
                List.of("{}", "{\"requests\":[]}", "{\"requests\":[{}]}", "{\"requests\":[{\"custom_id\":\"a\"}]}")) {
            HttpResponse<String> refused = ask(caller, "POST", MESSAGES, bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
            assertThat(json(refused).path("type").asText()).isEqualTo("error");
        }
    }

    @Test
    void fileSentInParts_hasAName() throws Exception {
        caller = caller("simulator-generate");
        HttpResponse<String> begun = sent(
                "/upload/v1beta/files",
                "{\"file\":{\"displayName\":\"A\"}}",
                "X-Goog-Upload-Protocol",
                "resumable",
                "X-Goog-Upload-Command",
                "start",
                "X-Goog-Upload-Header-Content-Type",
                "text/plain");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        assertThat(begun.headers().firstValue("x-goog-upload-status")).contains("active");
        URI address = URI.create(begun.headers().firstValue("x-goog-upload-url").orElseThrow());
        assertThat(address.getPort()).isEqualTo(port);
        String to = address.getRawPath() + "?" + address.getRawQuery();
        String[] more = {"X-Goog-Upload-Command", "upload", "X-Goog-Upload-Offset", "0"};
        assertThat(sent(to, "abc", more).headers().firstValue("x-goog-upload-size-received"))
                .contains("3");
        assertThat(sent(to, "abc", more).statusCode()).isEqualTo(400);
        JsonNode file = json(sent(to, "def", "X-Goog-Upload-Command", "upload, finalize", "X-Goog-Upload-Offset", "3"))
                .path("file");
        assertThat(file.path("sizeBytes").asText()).isEqualTo("6");
        assertThat(file.path("mimeType").asText()).isEqualTo("text/plain");
        String at = "/v1beta/" + file.path("name").asText();
        assertThat(said("GET", at, null).path("displayName").asText()).isEqualTo("A");
        assertThat(said("GET", "/v1beta/files", null).at("/files/0/name")).isEqualTo(file.path("name"));
        assertThat(said("DELETE", at, null)).isEmpty();
        HttpResponse<String> gone = ask(caller, "GET", at, null);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(error(gone).path("status").asText()).isEqualTo("NOT_FOUND");
    }

    private HttpResponse<String> sent(String path, String body, String... headers) throws Exception {
        return ask(caller, "POST", path, body, headers);
    }

    @Test
    void cachedContent_isKeptForAWhile() throws Exception {
        caller = caller("simulator-generate");
        JsonNode cache = made("/v1beta/cachedContents", """
                {"model":"models/echo","ttl":"60s","contents":[{"parts":[{"text":"one two"}]}]}""");
        assertThat(cache.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(2);
        String at = "/v1beta/" + cache.path("name").asText();
        JsonNode longer = said("PATCH", at, "{\"ttl\":\"120s\"}");
        assertThat(longer.path("expireTime").asText())
                .isGreaterThan(cache.path("expireTime").asText());
        assertThat(said("GET", "/v1beta/cachedContents", null).path("cachedContents"))
                .hasSize(1);
        HttpResponse<String> refused = ask(caller, "PATCH", at, "{\"ttl\":\"soon\"}");
        assertThat(error(refused).path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(said("DELETE", at, null)).isEmpty();
    }
}
