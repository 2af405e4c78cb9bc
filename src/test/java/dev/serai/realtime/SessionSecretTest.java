package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateParams;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateResponse;
import dev.serai.access.TokenRegistry;
import dev.serai.store.Actor;
import dev.serai.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of a browser that has no key, but a secret for a short time. */
@ExtendWith(SharedRealtime.class)
class SessionSecretTest {

    private static final String WISH = """
            {"session":{"type":"realtime","model":"openai/gpt-realtime","instructions":"Be terse %s"}}\
            """;

    private static RealtimeKit kit;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    private static HttpResponse<String> ask(String key, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kit.gateway.port() + path))
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(TokenRegistry.Issued caller, String wish) throws Exception {
        HttpResponse<String> made = ask(caller.secret().text(), "/v1/realtime/client_secrets", wish);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return json(made).path("value").asText();
    }

    private static RealtimeClient browser(String secret, String query) {
        WebSocket.Builder builder = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("realtime", "openai-insecure-api-key." + secret);
        return RealtimeClient.connect(builder, kit.gateway.port(), query);
    }

    @Test
    void browser_hasTheSessionThatTheSecretIsFor_onItsMakersRecord() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        String secret = secret(caller, WISH.formatted("here"));

        RealtimeClient client = browser(secret, "");
        client.say(CREATE);
        client.awaitMessage("response.done");

        assertThat(kit.provider.messages)
                .contains("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\","
                        + "\"instructions\":\"Be terse here\"}}");
        assertThat(kit.provider.heads)
                .noneSatisfy(head -> assertThat(head).contains("ek_serai_"))
                .anySatisfy(head -> assertThat(head).startsWith("GET /v1/realtime?model=gpt-realtime "));
        within().untilAsserted(() -> assertThat(kit.records(caller))
                .anySatisfy(record ->
                        assertThat(record.path("completionTokens").asInt()).isEqualTo(10)));
        client.socket.abort();
    }

    @Test
    void clientOfOpenAi_getsOne() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + kit.gateway.port() + "/v1")
                .apiKey(kit.token().secret().text())
                .responseValidation(true)
                .maxRetries(0)
                .build();

        ClientSecretCreateResponse made = client.realtime()
                .clientSecrets()
                .create(ClientSecretCreateParams.builder()
                        .expiresAfter(ClientSecretCreateParams.ExpiresAfter.builder()
                                .seconds(60)
                                .build())
                        .session(RealtimeSessionCreateRequest.builder()
                                .model("simulator/echo")
                                .build())
                        .build());

        assertThat(made.expiresAt()).isPositive();
        assertThat(made.session().isRealtime()).isTrue();
        RealtimeClient session = browser(made.value(), "?model=simulator/echo");
        session.say(CREATE);
        session.awaitMessage("response.done");
        session.socket.abort();
    }

    @Test
    void secret_isForItsModel_andForNothingElse() throws Exception {
        String secret = secret(kit.token(), WISH.formatted(""));

        assertThat(kit.handshake("?model=openai/gpt-realtime-dear", "Authorization: Bearer " + secret)
                        .status())
                .isEqualTo(403);
        assertThat(ask(secret, "/v1/chat/completions", "{}").statusCode()).isEqualTo(401);
        assertThat(ask(secret, "/v1/realtime/client_secrets", WISH).statusCode())
                .isEqualTo(401);
        assertThat(kit.handshake("", "Authorization: Bearer " + secret.substring(0, secret.length() - 4))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void secret_endsWithItsMakersToken() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        String secret = secret(caller, WISH.formatted(""));
        RealtimeClient client = browser(secret, "");
        client.awaitMessage("session.created");

        kit.gateway.bean(TokenRegistry.class).revoke(caller.token().id(), null, Actor.SERAI);

        within().untilAsserted(() -> assertThat(
                        kit.handshake("", "Authorization: Bearer " + secret).status())
                .isEqualTo(401));
        within().until(() -> client.closed == 1008);
    }

    @Test
    void whoMayNotUseTheModel_getsNone() throws Exception {
        TokenRegistry.Issued caller = kit.token(RealtimeKit.models("openai/other"));

        HttpResponse<String> refused = ask(caller.secret().text(), "/v1/realtime/client_secrets", WISH);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    }

    @Test
    void longestSession_fitsIntoAHandshake() throws Exception {
        String secret = secret(kit.token(), WISH.formatted("x".repeat(4000)));

        RealtimeClient client = browser(secret, "");
        client.awaitMessage("session.created");
        client.socket.abort();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                             | ",
                "[]                                                            | session",
                "{}                                                            | session",
                "{'session':{'type':'realtime'}}                               | session.model",
                "{'session':{'type':'transcription'}}                          | session.model",
                "{'session':{'type':'other','model':'simulator/echo'}}         | session.type",
                "{'session':{'model':['simulator/echo']}}                      | session.model",
                "{'session':{'model':'simulator/echo','instructions':'LONG'}}  | session",
                "{'session':{'model':'simulator/echo'},'expires_after':{'seconds':9}}    | expires_after.seconds",
                "{'session':{'model':'simulator/echo'},'expires_after':{'seconds':7201}} | expires_after.seconds",
                "{'session':{'model':'simulator/echo'},'expires_after':{'seconds':'60'}} | expires_after.seconds",
            })
    void mistake_isToldWithItsPlace(String body, String param) throws Exception {
        String wish = body.replace('\'', '"').replace("LONG", "x".repeat(5000));

        HttpResponse<String> refused = ask(kit.token().secret().text(), "/v1/realtime/client_secrets", wish);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asText(null)).isEqualTo(param);
    }

    @Test
    void transcription_isAskedForAsSuch() throws Exception {
        String secret = secret(kit.token(), """
                {"session":{"type":"transcription","audio":{"input":{"transcription":{"model":"simulator/echo"}}}}}\
                """);

        RealtimeClient client = browser(secret, "");
        client.say(CREATE);
        client.awaitMessage("no responses");
        client.socket.abort();
    }
}
