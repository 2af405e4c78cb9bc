package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.credentials.Authorization;
import dev.serai.credentials.Outgoing;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.support.FakeUpstream;
import dev.serai.support.MovedClock;
import dev.serai.support.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are refused, and sent once more with what stands in for a key by then. */
class SecondKeyTest {

    private final FakeUpstream server = new FakeUpstream();
    private final List<Outgoing> asked = new ArrayList<>();
    private CloseableHttpClient client;

    /** Whoever has the old one may have the new one. */
    private final Authorization renewed = new Authorization() {
        @Override
        public Map<String, String> headers(Outgoing request) {
            return Map.of(HEADER, "Bearer old");
        }

        @Override
        public Map<String, String> otherHeaders(Outgoing request, String refused) {
            asked.add(request);
            return refused.equals("Bearer old") ? Map.of(HEADER, "Bearer new", "x-more", "more") : null;
        }
    };

    @BeforeEach
    void open() {
        Provider provider =
                new Provider(Map.of("provider", "acme", "baseUrl", server.url(), "auth", "google"), ModelRules.NONE);
        Keys keys =
                new Keys(Duration.ofMinutes(1), Map.of("google", line -> renewed), null, null, MovedClock.standing());
        client = HttpClients.custom()
                .addExecInterceptorFirst("second-key", new SecondKey(provider, keys))
                .build();
        refuse(Script.json(401, "{}"));
    }

    private void refuse(Script refusal) {
        server.answer(request ->
                request.headers().get("authorization").equals("Bearer new") ? Script.json(200, "{}") : refusal);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private int post(String authorization, HttpEntity body) throws IOException {
        HttpPost request = new HttpPost(server.url() + "/v1/chat");
        request.setHeader("Authorization", authorization);
        request.setEntity(body);
        return client.execute(request, response -> response.getCode());
    }

    @Test
    void refusedRequest_isSentOnceMore_wholeAndWithTheOther() throws Exception {
        assertThat(post("Bearer old", new StringEntity("a body"))).isEqualTo(200);

        assertThat(server.received())
                .hasSize(2)
                .allMatch(request -> request.text().equals("a body"));
        assertThat(server.last().headers()).containsEntry("x-more", "more");
        assertThat(asked).singleElement().satisfies(it -> {
            assertThat(it.method()).isEqualTo("POST");
            assertThat(it.uri().toString()).isEqualTo(server.url() + "/v1/chat");
        });
    }

    @Test
    void refusedAgain_isTheAnswer() throws Exception {
        server.answer(Script.json(403, "{}"));

        assertThat(post("Bearer old", new StringEntity("a body"))).isEqualTo(403);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void somebodyElsesKey_isNotReplaced() throws Exception {
        assertThat(post("Bearer a project's own", new StringEntity("a body"))).isEqualTo(401);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void bodyThatIsGone_isNotSentAgain_butTheNextIsThere() throws Exception {
        byte[] body = "a body".getBytes(StandardCharsets.UTF_8);

        assertThat(post("Bearer old", new InputStreamEntity(new ByteArrayInputStream(body), ContentType.TEXT_PLAIN)))
                .isEqualTo(401);
        assertThat(server.received()).hasSize(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void refusalWithoutEnd_isNotRead() throws Exception {
        Script endless = Script.silent().raw("HTTP/1.1 401 -\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 1000; i++) {
            endless.send(" ".repeat(1 << 15)).pause(20);
        }
        refuse(endless);
        long begun = System.nanoTime();

        assertThat(post("Bearer old", new StringEntity("a body"))).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
