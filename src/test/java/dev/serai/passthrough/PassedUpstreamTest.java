package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry;
import dev.serai.support.FakeUpstream;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a provider sees of requests that pass, and what callers see of its answers. */
class PassedUpstreamTest extends PassTest {

    @Test
    void key_isSwapped_andOnlyHeadersThatAreAllowedPass() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, FILE.formatted(id)));
        ask(
                caller,
                "GET",
                "/v1/files/" + id + "?key=mine&limit=3",
                null,
                "OpenAI-Beta",
                "assistants=v2",
                "OpenAI-Organization",
                "org-other",
                "Cookie",
                "a=b",
                "X-Forwarded-For",
                "10.0.0.1",
                "x-api-key",
                "also-mine",
                "TE",
                "trailers",
                "Range",
                "bytes=0-1");
        FakeUpstream.Received seen = lastPassed();
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.path()).isEqualTo("/openai/files/" + id + "?limit=3");
        assertThat(seen.headers())
                .containsEntry("authorization", "Bearer " + PROVIDER_KEY)
                .containsEntry("openai-beta", "assistants=v2")
                .containsEntry("range", "bytes=0-1")
                .doesNotContainKeys(
                        "cookie",
                        "x-api-key",
                        "openai-organization",
                        "x-forwarded-for",
                        "te",
                        "content-length",
                        "transfer-encoding");
        assertThat(seen.headers().toString()).doesNotContain(caller.secret().text());
    }

    @Test
    void answersHeaders_passIfTheyAreAllowed_andNeverTheKey() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.typed(
                200,
                "application/octet-stream",
                "bytes",
                "Content-Disposition: attachment; filename=\"a.jsonl\"",
                "ETag: \"e\"",
                "Set-Cookie: session=1",
                "Last-Modified: " + PROVIDER_KEY,
                "Server: x",
                "x-request-id: up-1"));
        HttpResponse<String> answer = ask(caller, "GET", "/v1/files/" + id + "/content", null);
        assertThat(answer.body()).isEqualTo("bytes");
        assertThat(answer.headers().map())
                .containsEntry("content-disposition", List.of("attachment; filename=\"a.jsonl\""))
                .containsEntry("etag", List.of("\"e\""))
                .containsEntry("content-length", List.of("5"))
                .containsEntry("x-upstream-request-id", List.of("up-1"))
                .doesNotContainKeys("set-cookie", "last-modified", "server");
        assertThat(answer.headers().map().toString()).doesNotContain(PROVIDER_KEY);
    }

    @Test
    void redirect_isNotFollowed_andTellsNoKey() throws Exception {
        TokenRegistry.Issued caller = owner();
        for (Map.Entry<String, String> location : Map.of(
                        UPSTREAM.url() + "/openai/files/other",
                        "/v1/files/other",
                        "https://storage.example/a?sig=1",
                        "https://storage.example/a?sig=1",
                        "https://storage.example/a?key=" + PROVIDER_KEY,
                        "",
                        "https://user:pass@storage.example/",
                        "",
                        UPSTREAM.url() + "/other/secret",
                        "")
                .entrySet()) {
            answers(Script.typed(302, "text/plain", "", "Location: " + location.getKey()));
            HttpResponse<String> answer = ask(caller, "GET", "/v1/files/" + id + "/content", null);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("location").orElse("")).isEqualTo(location.getValue());
            assertThat(passed()).hasSize(1);
        }
    }

    @Test
    void errors_areTheProviders_withoutItsKey() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(
                409,
                "{\"error\":{\"message\":\"no " + PROVIDER_KEY
                        + "\",\"type\":\"invalid_request_error\",\"code\":\"conflict\"}}"));
        HttpResponse<String> answer = ask(caller, "GET", "/v1/files/" + id, null);
        assertRefused(answer, 409, "conflict");
        assertThat(answer.body()).doesNotContain(PROVIDER_KEY);
        answers(Script.json(401, "{\"error\":{\"message\":\"bad key\"}}"));
        assertRefused(ask(caller, "GET", "/v1/files/" + id, null), 502, "provider_authentication_failed");
    }

    @Test
    void list_isOfWhatTheProjectOwns_whereverItStandsInTheProviders() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(it -> it.path().contains("after=file-others9")
                ? Script.json(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"file-others8\"},{\"id\":\"" + id
                                + "\"}],\"first_id\":\"file-others8\",\"last_id\":\"" + id
                                + "\",\"has_more\":false,\"total\":77}")
                : Script.json(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"file-others7\"},{\"id\":\"file-others9\"}],\"first_id\":\"file-others7\","
                                + "\"last_id\":\"file-others9\",\"has_more\":true}"));
        HttpResponse<String> answer = ask(caller, "GET", "/v1/files?limit=2", null);
        JsonNode list = json(answer);
        assertThat(list.path("data")).hasSize(1);
        assertThat(list.at("/data/0/id").asText()).isEqualTo(id);
        assertThat(list.path("first_id").asText()).isEqualTo(id);
        assertThat(answer.body()).doesNotContain("file-others7", "file-others8", "file-others9", "total");
        assertThat(passed())
                .extracting(FakeUpstream.Received::path)
                .containsExactly("/openai/files?limit=2", "/openai/files?limit=2&after=file-others9");
    }

    @Test
    void whatIsNoList_isNotShown() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, "{\"everybody\":\"sees it\"}"));
        HttpResponse<String> answer = ask(caller, "GET", "/v1/things", null);
        assertRefused(answer, 404, "unknown_url");
        assertThat(answer.body()).doesNotContain("everybody");
    }

    /** Clients ask such addresses with the key that they have for here. */
    @Test
    void addressesInAnswers_areOfTheGateway() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(
                200,
                "{\"id\":\"" + id + "\",\"results_url\":\"" + UPSTREAM.url() + "/openai/files/" + id
                        + "/content\",\"note\":\"\\\"see " + UPSTREAM.url() + "/openai/x\"}"));
        JsonNode answer = json(ask(caller, "GET", "/v1/files/" + id, null));
        assertThat(answer.path("results_url").asText()).isEqualTo("/v1/files/" + id + "/content");
        assertThat(answer.path("note").asText()).isEqualTo("\"see " + UPSTREAM.url() + "/openai/x");
    }

    @Test
    void upgrade_isRefused() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        try (RawConnection connection = new RawConnection(port)) {
            connection.sendHead(
                    "GET /v1/files",
                    "Authorization: Bearer " + caller.secret().text(),
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            RawConnection.Reply reply = connection.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("upgrade_not_supported");
        }
    }

    @Test
    void bodyOfAnotherKind_isRefused() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        assertRefused(
                ask(caller, "POST", "/v1/things", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported_content_type");
        assertRefused(
                ask(caller, "POST", "/v1/things", "{}", "Content-Type", "application/json; charset=utf-16"),
                415,
                "unsupported_content_type");
    }
}
