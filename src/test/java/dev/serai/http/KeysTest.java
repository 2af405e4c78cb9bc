package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Endpoint;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers' keys, as they come over the wire. */
class KeysTest extends ConfiguredGatewayTest {

    @ParameterizedTest
    @CsvSource({"authorization,bearer first-key", "X-API-Key,second-key", "X-Team-Key,first-key"})
    void key_isAcceptedInAnyOfItsHeaders(String header, String value) throws Exception {
        assertThat(post("/v1/chat/completions", chat("simulator/echo"), header, value)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Authorization,Bearer wrong", "x-api-key,wrong", "x-team-key,wrong", "Accept,*/*"})
    void wrongKeyOrNone_isUnauthorized(String header, String value) throws Exception {
        var response = post("/v1/chat/completions", chat("simulator/echo"), header, value);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(response.body()).doesNotContain("wrong");
        assertThat(response.headers().map()).containsKeys("x-request-id", "x-serai-overhead-ms");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.serai.support.Endpoint#all")
    void everyEndpoint_needsAKey_andSaysSoInItsWords(Endpoint endpoint) throws Exception {
        Endpoint.Format format = endpoint.format();
        format.assertTold(post(endpoint.path(), endpoint.body()), "no key at " + endpoint, 401);
        String[] wrong = {"Authorization", "Bearer key-canary"};
        format.assertTold(post(endpoint.path(), endpoint.body(), wrong), "a wrong key at " + endpoint, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/simulator/echo"})
    void models_needAKey(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/chat"})
    void callerIsRefused_beforeTheBodyIsSent(String path) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(401);
        }
    }

    @Test
    void callerIsRefused_beforeTheFirstChunk() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");

            assertThat(client.reply().status()).isEqualTo(401);
        }
    }

    @Test
    void callerWhoAsksBeforeSending_isNotToldToGoOn() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n"
                    + "Expect: 100-continue\r\n\r\n");

            assertThat(client.reply().status()).isEqualTo(401);
        }
    }

    @Test
    void callerWithKeyWhoAsksBeforeSending_isToldToGoOn() throws Exception {
        String body = chat("simulator/echo");
        try (RawConnection client = chatHead("Content-Length: " + body.length(), "Expect: 100-continue")) {
            assertThat(client.reply().status()).isEqualTo(100);
            assertThat(client.send(body).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void callersKey_doesNotGoToTheProvider() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}"));

        post("/v1/chat/completions", chat("openai/gpt-4o"), "x-api-key", "first-key", "x-team-key", "first-key");

        assertThat(UPSTREAM.last().headers())
                .containsEntry("authorization", "Bearer " + PROVIDER_KEY)
                .doesNotContainKeys("x-api-key", "x-team-key");
    }

    @Test
    void health_needsNoKey() throws Exception {
        JsonNode health = Json.MAPPER.readTree(get("/health").body());

        assertThat(health.path("status").asText()).isEqualTo("UP");
    }
}
