package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What the simulator keeps in OpenAI's words, asked for through the gateway. */
class SimulatedApisTest extends SimulatedTest {

    private HttpResponse<String> part(String upload, String content) throws Exception {
        String form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"blob\"\r\n\r\n"
                + content + "\r\n--" + BOUNDARY + "--\r\n";
        return ask(
                caller,
                "POST",
                "/v1/uploads/" + upload + "/parts",
                form,
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY);
    }

    @Test
    void upload_becomesAFileOfItsParts() throws Exception {
        caller = caller("simulator");
        String begun = "{\"filename\":\"a.txt\",\"purpose\":\"user_data\",\"bytes\":%d,\"mime_type\":\"text/plain\"}";
        String upload = id(made("/v1/uploads", begun.formatted(6)));
        String second = id(json(part(upload, "def")));
        String first = id(json(part(upload, "abc")));
        assertRefused(
                ask(caller, "POST", "/v1/uploads/" + upload + "/complete", "{\"part_ids\":[\"" + first + "\"]}"),
                400,
                "invalid_value");
        JsonNode done =
                made("/v1/uploads/" + upload + "/complete", "{\"part_ids\":[\"" + first + "\",\"" + second + "\"]}");
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(ask(caller, "GET", "/v1/files/" + id(done.path("file")) + "/content", null)
                        .body())
                .isEqualTo("abcdef");
        assertRefused(part(upload, "ghi"), 400, "invalid_value");

        String other = id(made("/v1/uploads", begun.formatted(3)));
        assertThat(made("/v1/uploads/" + other + "/cancel", "").path("status").asText())
                .isEqualTo("cancelled");
        assertRefused(ask(caller, "POST", "/v1/uploads", begun.formatted(1L << 40)), 413, "request_too_large");
        assertRefused(ask(caller, "POST", "/v1/uploads", "{\"bytes\":1}"), 400, "missing_required_parameter");
    }

    @Test
    void vectorStore_hasFilesThatAreFoundByTheirWords() throws Exception {
        caller = caller("simulator");
        String cats = id(json(upload(caller, "assistants", "All about green cats.")));
        String dogs = id(json(upload(caller, "assistants", "All about dogs.")));
        JsonNode store = made("/v1/vector_stores", "{\"name\":\"pets\",\"file_ids\":[\"" + cats + "\"]}");
        String at = "/v1/vector_stores/" + id(store);
        assertThat(store.at("/file_counts/total").asInt()).isEqualTo(1);
        made(at + "/files", "{\"file_id\":\"" + dogs + "\",\"attributes\":{\"kind\":\"dog\"}}");
        assertThat(said("GET", at, null).at("/file_counts/completed").asInt()).isEqualTo(2);
        assertThat(said("GET", at + "/files?limit=1", null).path("data")).hasSize(1);
        assertThat(said("GET", at + "/files/" + dogs, null)
                        .at("/attributes/kind")
                        .asText())
                .isEqualTo("dog");
        JsonNode found = made(at + "/search", "{\"query\":\"green cats\"}");
        assertThat(found.at("/data/0/file_id").asText()).isEqualTo(cats);
        assertThat(found.at("/data/0/content/0/text").asText()).contains("green");
        JsonNode batch = made(at + "/file_batches", "{\"file_ids\":[\"" + dogs + "\"]}");
        assertThat(said("GET", at + "/file_batches/" + id(batch) + "/files", null)
                        .path("data"))
                .hasSize(1);
        assertThat(said("DELETE", at + "/files/" + dogs, null).path("deleted").asBoolean())
                .isTrue();
        assertThat(made(at, "{\"name\":\"animals\"}").path("name").asText()).isEqualTo("animals");
        assertThat(said("DELETE", at, null).path("object").asText()).isEqualTo("vector_store.deleted");
        assertRefused(ask(caller, "GET", at, null), 404, "not_found");
    }

    @Test
    void container_hasFiles() throws Exception {
        caller = caller("simulator");
        String file = id(json(upload(caller, "user_data", "in a file")));
        String at = "/v1/containers/" + id(made("/v1/containers", "{\"name\":\"box\"}"));
        JsonNode copy = made(at + "/files", "{\"file_id\":\"" + file + "\"}");
        assertThat(copy.path("path").asText()).isEqualTo("/mnt/data/the.jsonl");
        assertThat(ask(caller, "GET", at + "/files/" + id(copy) + "/content", null)
                        .body())
                .isEqualTo("in a file");
        assertThat(said("GET", at + "/files", null).at("/data/0/id").asText()).isEqualTo(id(copy));
        assertThat(said("DELETE", at, null).path("deleted").asBoolean()).isTrue();
        assertRefused(ask(caller, "POST", "/v1/containers", "{}"), 400, "missing_required_parameter");
    }

    @Test
    void fineTuning_isFurtherEachTime() throws Exception {
        caller = caller("simulator");
        String file = id(json(upload(caller, "fine-tune", "{\"messages\":[]}\n")));
        String asked = "{\"model\":\"%s\",\"training_file\":\"" + file + "\"}";
        String at = "/v1/fine_tuning/jobs/" + id(made("/v1/fine_tuning/jobs", asked.formatted("echo")));
        assertThat(said("GET", at, null).path("status").asText()).isEqualTo("running");
        JsonNode done = said("GET", at, null);
        assertThat(done.path("status").asText()).isEqualTo("succeeded");
        assertThat(done.path("fine_tuned_model").asText()).startsWith("ft:echo:");
        assertThat(said("GET", at + "/events", null).path("data")).hasSize(3);
        assertThat(said("GET", at + "/checkpoints", null).path("data")).hasSize(1);
        assertRefused(ask(caller, "POST", at + "/cancel", ""), 400, "invalid_value");

        String failing = "/v1/fine_tuning/jobs/" + id(made("/v1/fine_tuning/jobs", asked.formatted("content-filter")));
        said("GET", failing, null);
        assertThat(said("GET", failing, null).at("/error/code").asText()).isEqualTo("invalid_training_file");
        String other = "/v1/fine_tuning/jobs/" + id(made("/v1/fine_tuning/jobs", asked.formatted("echo")));
        assertThat(made(other + "/cancel", "").path("status").asText()).isEqualTo("cancelled");
    }
}
