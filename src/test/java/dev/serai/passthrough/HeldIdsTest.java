package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.limits.Budget;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ways to another project's objects: each ends before the provider has heard of it. */
class HeldIdsTest extends PassTest {

    @Test
    void bodiesThatServersReadDifferently_areRefused() throws Exception {
        owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, "{}"));
        String hidden = "{\"input_file_id\":\"" + id + "\"}";
        for (byte[] body : List.of(
                hidden.getBytes(StandardCharsets.UTF_16LE),
                hidden.getBytes(StandardCharsets.UTF_16),
                ("{\"a\":\"\n\",\"input_file_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
                ("{/*\"*/\"input_file_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
                ("{'a':'\"','input_file_id':'" + id + "'}").getBytes(StandardCharsets.UTF_8))) {
            HttpRequest request = HttpRequest.newBuilder(uri("/v1/batches"))
                    .header("Authorization", "Bearer " + other.secret().text())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            assertRefused(CLIENT.send(request, BodyHandlers.ofString()), 400, "invalid_json");
        }
        assertThat(passed()).isEmpty();
    }

    @Test
    void idsInListsInAddressesAndBetweenSpaces_areHeld() throws Exception {
        owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, "{\"data\":[]}"));
        assertRefused(ask(other, "GET", "/v1/files?ids=none," + id, null), 404, "not_found");
        for (String body : List.of(
                "{\"file_ids\":\"a,%s\"}",
                "{\"x\":\" %s\\t\"}", "{\"a\":{\"b\":[[\"%s\"]]}}", "{\"url\":\"/v1/files/%s/content\"}")) {
            assertRefused(ask(other, "POST", "/v1/things", body.formatted(id)), 404, "not_found");
        }
        assertThat(passed()).isEmpty();
    }

    @Test
    void linesOfAFile_nameNoOthersFiles_andNoAliases() throws Exception {
        TokenRegistry.Issued owner = owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, FILE.formatted(id + "x")));
        String line =
                "{\"custom_id\":\"batch_1\",\"body\":{\"model\":\"gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"file\",\"file\":{\"file_id\":\"" + id + "\"}}]}]}}\n";
        assertRefused(upload(other, "batch", line), 404, "not_found");
        assertRefused(upload(owner, "batch", line.replace("gpt-5.1", "smart")), 400, "model_not_the_providers");
        assertRefused(upload(owner, "batch", line.replace("gpt-5.1", "openai/any")), 400, "model_not_the_providers");
        assertThat(passed()).isEmpty();
        assertThat(upload(owner, "batch", line).statusCode()).isEqualTo(200);
    }

    @Test
    void idThatAProviderTellsASecondProject_staysTheFirsts() throws Exception {
        TokenRegistry.Issued owner = owner();
        TokenRegistry.Issued other = caller("openai");
        answers(Script.json(200, FILE.formatted(id)));
        upload(other, "batch", "x");
        assertRefused(ask(other, "GET", "/v1/files/" + id, null), 404, "not_found");
        assertThat(ask(owner, "GET", "/v1/files/" + id, null).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNobodysOwn_isNotChangedOrDeleted() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, "{}"));
        for (String method : List.of("DELETE", "PUT", "PATCH")) {
            assertThat(ask(caller, method, "/v1/things", "{}").statusCode())
                    .as(method)
                    .isEqualTo(404);
        }
        for (String path : List.of("/v1/chatkit/sessions", "/v1/keys", "/v1/%6beys", "/v1/webhooks")) {
            assertThat(ask(caller, "POST", path, "{}").statusCode()).as(path).isEqualTo(404);
        }
        for (String method : List.of("TRACE", "PROPFIND")) {
            assertThat(ask(caller, method, "/v1/files", null).statusCode())
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(passed()).isEmpty();
    }

    @Test
    void idempotencyKey_isOfItsProject() throws Exception {
        answers(Script.json(200, "{\"id\":\"thing_1\"}"));
        Project project = project(at("openai"));
        ask(token(project, Rules.NONE), "POST", "/v1/things", "{}", "Idempotency-Key", "k");
        String first = lastPassed().headers().get("idempotency-key");
        ask(token(project, Rules.NONE), "POST", "/v1/things", "{}", "Idempotency-Key", "k");
        assertThat(lastPassed().headers()).containsEntry("idempotency-key", first);
        ask(caller("openai"), "POST", "/v1/things", "{}", "Idempotency-Key", "k");
        assertThat(lastPassed().headers().get("idempotency-key"))
                .isNotEqualTo(first)
                .isNotEqualTo("k");
    }

    @Test
    void contentType_isToldInOneWay() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, "{\"id\":\"thing_1\"}"));
        ask(caller, "POST", "/v1/things", "{}", "Content-Type", "application/JSON ; charset=\"UTF-8\"");
        assertThat(lastPassed().headers()).containsEntry("content-type", "application/json");
        for (String type : List.of(
                "application/json; charset=utf-7; charset=utf-8",
                "application/json; charset = utf-7",
                "application/json; x=charset=utf-8")) {
            assertRefused(
                    ask(caller, "POST", "/v1/things", "{}", "Content-Type", type), 415, "unsupported_content_type");
        }
    }

    @Test
    void batch_isNotMade_whereTheBudgetIsSpent() throws Exception {
        Budget budget = new Budget(null, new Budget.Amounts(new BigDecimal("0.001"), null, null));
        Project project = project(rules().budget(budget).passProvider("openai").build());
        TokenRegistry.Issued caller = token(project, Rules.NONE);
        answers(
                Script.json(
                        200,
                        "{\"model\":\"gpt-5.1\",\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}"));
        assertThat(ask(caller, "POST", "/v1/things", "{}").statusCode()).isEqualTo(200);
        answers(Script.json(200, "{\"id\":\"batch_1x\"}"));
        HttpResponse<String> refused = ask(caller, "POST", "/v1/batches", "{\"endpoint\":\"/v1/embeddings\"}");
        assertRefused(refused, 429, "insufficient_quota");
        assertThat(passed()).isEmpty();
    }

    @Test
    void idWithoutItsDashes_isTheSame() throws Exception {
        String file = UUID.randomUUID().toString();
        TokenRegistry.Issued owner = caller("mistral");
        answers(Script.json(200, FILE.formatted(file)));
        assertThat(upload(owner, "batch", "x").statusCode()).isEqualTo(200);
        String body = "{\"input_files\":[\"" + file.replace("-", "") + "\"]}";
        answers(Script.json(200, "{\"id\":\"" + UUID.randomUUID() + "\"}"));
        assertRefused(ask(caller("mistral"), "POST", "/v1/batch/jobs", body), 404, "not_found");
        assertThat(ask(owner, "POST", "/v1/batch/jobs", body).statusCode()).isEqualTo(200);
    }
}
