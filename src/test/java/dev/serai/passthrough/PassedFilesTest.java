package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files and batches of projects at the simulator. */
class PassedFilesTest extends PassTest {

    private static String line(String id, String model) {
        return "{\"custom_id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + chat(model) + "}\n";
    }

    private static String batch(String file) {
        return "{\"input_file_id\":\"" + file
                + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"metadata\":{\"team\":\"a\"}}";
    }

    @Test
    void file_isKeptReadListedAndDeletedForItsProject() throws Exception {
        TokenRegistry.Issued caller = caller("simulator");
        HttpResponse<String> made = upload(caller, "user_data", "line one\nline two");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.headers().firstValue("x-serai-provider")).contains("simulator");
        assertThat(made.headers().firstValue("x-serai-model")).isEmpty();
        String id = json(made).path("id").asText();

        assertThat(json(ask(caller, "GET", "/v1/files/" + id, null))
                        .path("filename")
                        .asText())
                .isEqualTo("the.jsonl");
        HttpResponse<String> content = ask(caller, "GET", "/v1/files/" + id + "/content", null);
        assertThat(content.body()).isEqualTo("line one\nline two");
        assertThat(content.headers().firstValue("content-type")).contains("application/octet-stream");
        assertThat(json(ask(caller, "GET", "/v1/files", null)).at("/data/0/id").asText())
                .isEqualTo(id);
        assertThat(json(ask(caller, "DELETE", "/v1/files/" + id, null))
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertRefused(ask(caller, "GET", "/v1/files/" + id, null), 404, "not_found");
    }

    @Test
    void othersObjects_areNotThere() throws Exception {
        TokenRegistry.Issued owner = caller("simulator");
        TokenRegistry.Issued other = caller("simulator");
        String file = uploaded(owner, line("1", "echo") + UUID.randomUUID());
        String batch =
                json(ask(owner, "POST", "/v1/batches", batch(file))).path("id").asText();

        for (String path :
                new String[] {"/v1/files/" + file, "/v1/files/" + file + "/content", "/v1/batches/" + batch}) {
            assertRefused(ask(other, "GET", path, null), 404, "not_found");
            assertThat(ask(owner, "GET", path, null).statusCode()).as(path).isEqualTo(200);
        }
        assertRefused(ask(other, "DELETE", "/v1/files/" + file, null), 404, "not_found");
        assertRefused(ask(other, "POST", "/v1/batches/" + batch + "/cancel", ""), 404, "not_found");
        assertRefused(ask(other, "POST", "/v1/batches", batch(file)), 404, "not_found");
        assertRefused(ask(other, "POST", "/v1/batches", batch(file.replace("file-", "fil\\u0065-"))), 404, "not_found");
        assertRefused(ask(other, "GET", "/v1/files?after=" + file, null), 404, "not_found");
        assertThat(json(ask(other, "GET", "/v1/files", null)).path("data")).isEmpty();
        assertThat(json(ask(other, "GET", "/v1/batches", null)).path("data")).isEmpty();
    }

    @Test
    void anotherTokenOfTheProject_seesItsObjects() throws Exception {
        var project = project(at("simulator"));
        String file = uploaded(token(project, Rules.NONE), "x" + UUID.randomUUID());
        assertThat(ask(token(project, Rules.NONE), "GET", "/v1/files/" + file, null)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void batchesUsage_isBookedOnce_whoeverReadsItsOutput() throws Exception {
        TokenRegistry.Issued caller = caller("simulator");
        String file = uploaded(caller, line("1", "echo") + line("2", "echo") + line("3", "500"));
        String batch =
                json(ask(caller, "POST", "/v1/batches", batch(file))).path("id").asText();
        JsonNode done = json(ask(caller, "GET", "/v1/batches/" + batch, null));
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.at("/request_counts/completed").asInt()).isEqualTo(2);
        assertThat(done.at("/request_counts/failed").asInt()).isEqualTo(1);

        String output = "/v1/files/" + done.path("output_file_id").asText() + "/content";
        HttpResponse<String> first = ask(caller, "GET", output, null);
        assertThat(first.body().lines()).hasSize(2);
        assertThat(await(() -> records(requestId(first)), found -> !found.isEmpty()))
                .anySatisfy(own -> assertThat(own).containsEntry("prompt_tokens", 0L));
        List<Map<String, Object>> booked = await(() -> used(caller), found -> !found.isEmpty());
        assertThat(booked).hasSize(1);
        Map<String, Object> used = booked.get(0);
        assertThat(used)
                .containsEntry("provider", "simulator")
                .containsEntry("model", "echo")
                .containsEntry("status", 200)
                .containsEntry("estimated", false);
        long tokens = 0;
        for (String line : first.body().lines().toList()) {
            tokens += Json.MAPPER
                    .readTree(line)
                    .at("/response/body/usage/total_tokens")
                    .asLong();
        }
        assertThat((long) used.get("prompt_tokens") + (long) used.get("completion_tokens"))
                .isEqualTo(tokens)
                .isPositive();

        HttpResponse<String> again = ask(caller, "GET", output, null);
        assertThat(record(requestId(again))).containsEntry("prompt_tokens", 0L);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(used(caller)).hasSize(1);
    }

    /** What is booked of batches, be it that the caller read the output, or the gateway did when it saw the batch finished. */
    private List<Map<String, Object>> used(TokenRegistry.Issued caller) {
        return database.sql()
                .sql("select * from usage_record where token = :token and prompt_tokens > 0")
                .param("token", caller.token().id())
                .query()
                .listOfRows();
    }

    @Test
    void callerWithoutAProvider_isToldHowToNameOne() throws Exception {
        TokenRegistry.Issued caller = token(Rules.NONE);
        assertRefused(ask(caller, "GET", "/v1/files", null), 400, "provider_not_named");
        assertRefused(ask(caller, "GET", "/v1/whatever", null), 404, "unknown_url");
        HttpResponse<String> named = ask(caller, "GET", "/v1/files", null, "x-serai-provider", "simulator");
        assertThat(named.statusCode()).as(named.body()).isEqualTo(200);
        assertRefused(ask(caller, "GET", "/v1/files", null, "x-serai-provider", "nobody"), 404, "provider_not_found");
        assertRefused(
                ask(caller, "GET", "/v1/files", null, "x-serai-provider", "perplexity"), 400, "unsupported_operation");
    }

    @Test
    void id_namesItsProvider() throws Exception {
        TokenRegistry.Issued caller = token(Rules.NONE);
        HttpResponse<String> made = upload(caller, "user_data", "mine", "x-serai-provider", "simulator");
        String path = "/v1/files/" + json(made).path("id").asText();
        assertThat(ask(caller, "GET", path, null).statusCode()).isEqualTo(200);
        assertRefused(ask(caller, "GET", path, null, "x-serai-provider", "openai"), 404, "not_found");
    }

    @Test
    void strangers_areRefusedBeforeAnything() throws Exception {
        for (String path : new String[] {"/v1/files", "/v1/batches/batch_1", "/v1/none", "/passthrough/openai/files"}) {
            HttpResponse<String> refused = CLIENT.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Authorization", "Bearer sk-serai-wrong")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void whatModelsAnswer_hasNoOtherWay() throws Exception {
        TokenRegistry.Issued caller = caller("simulator");
        for (String path : new String[] {
            "/v1/chat/completions/",
            "/v1/embeddings/",
            "/v1/realtime/sessions",
            "/v1/organization/users",
            "/v1/messages/other",
            "/v1/Chat/completions"
        }) {
            HttpResponse<String> refused = ask(caller, "POST", path, chat("echo"));
            assertThat(refused.statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void restrictedModels_holdInFilesAndBodies() throws Exception {
        var project = project(rules().models(List.of("simulator/echo"))
                .passProvider("simulator")
                .build());
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        assertThat(upload(caller, "batch", line("1", "echo")).statusCode()).isEqualTo(200);
        assertRefused(upload(caller, "batch", line("1", "echo") + line("2", "dear")), 403, "model_not_allowed");
        assertRefused(
                upload(caller, "batch", line("1", "d\\u0065ar").replace("model", "mod\\u0065l")),
                403,
                "model_not_allowed");
        assertRefused(ask(caller, "GET", "/v1/files", null, "x-serai-provider", "openai"), 403, "provider_not_allowed");
    }
}
