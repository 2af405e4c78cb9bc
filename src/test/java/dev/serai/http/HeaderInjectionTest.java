package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of a request that mean something to Camel or to an upstream mean nothing here. */
class HeaderInjectionTest extends GatewayTest {

    private Reply chatWith(String header) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"choices\":[]}"));
        String body = chat("openai/gpt-4o");
        try (RawConnection client = new RawConnection(port)) {
            return client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                            + body.length() + "\r\n" + header + "\r\n\r\n" + body)
                    .reply();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CamelHttpUri: http://127.0.0.1:1/",
                "camelhttpuri: http://127.0.0.1:1/",
                "CamelHttpPath: /x",
                "CamelHttpQuery: a=b",
                "CamelHttpMethod: GET",
                "CamelHttpRawQuery: a=b",
                "CamelHttpResponseCode: 500",
                "CamelSeraiRequest: x",
                "CamelToEndpoint: log:x",
                "CAMELFileName: /tmp/x",
                "org.apache.camel.x: y",
                "Authorization: Bearer callers",
                "Cookie: a=b",
                "Host2: evil.example",
                "X-Stainless-Lang: js",
                "Content-Type: text/xml",
                "Accept-Encoding: gzip",
                "Transfer-Encoding2: chunked",
                "x-serai-provider: x",
            })
    void header_hasNoEffect(String header) throws Exception {
        Reply reply = chatWith(header);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("x-serai-provider", "openai");
        assertThat(UPSTREAM.last().method()).isEqualTo("POST");
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/chat/completions");
        assertThat(UPSTREAM.last().text()).isEqualTo(chat("gpt-4o"));
        assertThat(UPSTREAM.last().headers().keySet())
                .isSubsetOf(
                        "accept",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent");
        assertThat(UPSTREAM.last().headers())
                .containsEntry("authorization", "Bearer " + PROVIDER_KEY)
                .containsEntry("content-type", "application/json; charset=UTF-8")
                .containsEntry("accept", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id: a\u0001b", "x-serai-tier: a\u0000b", "Authorization: Bearer a\u007fb"})
    void controlCharacter_isRefused(String header) throws Exception {
        assertThat(chatWith(header).status()).isEqualTo(400);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void lineFeedInAHeader_beginsAHeaderAtMost() throws Exception {
        Reply reply = chatWith("x-request-id: a\nx-api-key: b");

        assertThat(reply.status()).isIn(200, 400);
        assertThat(reply.headers()).doesNotContainKey("x-api-key");
    }

    @Test
    void upstreamsHeaders_cannotBeginOthers() throws Exception {
        UPSTREAM.answer(Script.json(
                200,
                "{\"choices\":[]}",
                "x-ratelimit-limit-requests: 1\u0001\u00e92",
                "Set-Cookie: a=b",
                "Camel-X: y",
                "Access-Control-Allow-Origin: *",
                "x-serai-provider: other",
                "Server: upstream"));

        var response = post("/v1/chat/completions", chat("openai/gpt-4o"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-ratelimit-limit-requests").orElse(""))
                .matches("1[ -~]+2");
        assertThat(response.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(response.headers().map().keySet())
                .doesNotContain("set-cookie", "camel-x", "access-control-allow-origin", "server");
    }

    @Test
    void hint_isReadByRulesOnly() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"type\":\"message\",\"content\":[],\"usage\":{}}"));

        var response = post("/v1/chat/completions", chat("by-size"), "X-Serai-Tier", "premium");

        assertThat(response.headers().firstValue("x-serai-provider")).contains("anthropic");
        assertThat(UPSTREAM.last().headers()).doesNotContainKey("x-serai-tier");
    }
}
