package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import dev.serai.log.Secrets;
import dev.serai.provider.Grant;
import dev.serai.provider.Line;
import dev.serai.support.FakeUpstream;
import dev.serai.support.MovedClock;
import dev.serai.support.Script;
import dev.serai.time.Watchdog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token endpoints that lie, hang or answer without end. */
class TokenEndpointTest {

    private static final String SECRET = "the-secret-of-the-client";

    private final FakeUpstream server = new FakeUpstream();
    private final Watchdog watchdog = new Watchdog();
    private final UpstreamConnections connections = new UpstreamConnections(10, watchdog, new Certificates());
    private final MovedClock clock = MovedClock.standing();

    @AfterEach
    void close() throws IOException {
        connections.close();
        watchdog.close();
        server.close();
    }

    private Renewed.Lease<String> fetch(Script answer, Duration most) throws NoCredentials {
        server.answer(answer);
        Grant grant = new Grant(URI.create(server.url() + "/token"), "a client", SECRET, "", Map.of(), false);
        return new TokenEndpoint(grant, () -> connections.client(Line.PLAIN), most, watchdog, clock).fetch();
    }

    private Renewed.Lease<String> fetch(String answer) throws NoCredentials {
        return fetch(Script.json(200, answer), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"3600,3600", "0,1", "-5,1", "1e18,86400", "\"60\",60", "null,300", "9223372036854775807,86400", "{},300"
    })
    void life_isWhatCanBe(String said, long seconds) throws Exception {
        Renewed.Lease<String> lease = fetch("{\"access_token\":\"a-token\",\"expires_in\":" + said + "}");

        assertThat(Duration.between(clock.instant(), lease.until())).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "a token",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a\\r\\nX-More: b\"}",
                "{\"access_token\":\"two words\"}",
                "{\"access_token\":\"tokén\"}"
            })
    void whatIsNoToken_isNone(String answer) {
        assertThatThrownBy(() -> fetch(answer))
                .isInstanceOf(NoCredentials.class)
                .hasMessage("the token endpoint answered HTTP 200 without a token");
    }

    @Test
    void tokenOfAMegabyte_isNone() {
        assertThatThrownBy(() -> fetch("{\"access_token\":\"" + "x".repeat(1 << 20) + "\"}"))
                .isInstanceOf(NoCredentials.class);
        assertThatThrownBy(() -> fetch("{\"access_token\":\"" + "x".repeat(20_000) + "\"}"))
                .isInstanceOf(NoCredentials.class);
    }

    @Test
    void answerWithoutEnd_isNotRead() {
        Script endless = Script.stream();
        for (int i = 0; i < 100; i++) {
            endless.send(" ".repeat(1 << 20));
        }

        assertThatThrownBy(() -> fetch(endless.end(), Duration.ofSeconds(10))).isInstanceOf(NoCredentials.class);
        await().until(() -> connections.leased() == 0);
    }

    @Test
    void answerByAndBy_isBrokenOff() {
        Script slow = Script.stream();
        for (int i = 0; i < 100; i++) {
            slow.send(" ").pause(50);
        }
        long begun = System.nanoTime();

        assertThatThrownBy(() -> fetch(slow.end(), Duration.ofMillis(300)))
                .isInstanceOf(NoCredentials.class)
                .hasMessage("the token endpoint does not answer");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        await().until(() -> connections.leased() == 0);
    }

    @Test
    void silence_isBrokenOff() {
        assertThatThrownBy(() -> fetch(Script.silent().pause(5000), Duration.ofMillis(300)))
                .isInstanceOf(NoCredentials.class);
        await().until(() -> connections.leased() == 0);
    }

    @Test
    void redirect_isNotFollowed() {
        String elsewhere = "Location: " + server.url() + "/elsewhere";

        assertThatThrownBy(() -> fetch(Script.json(307, "{}", elsewhere), Duration.ofSeconds(10)))
                .isInstanceOf(NoCredentials.class)
                .hasMessage("the token endpoint answered HTTP 307");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void refusal_saysWhichError_andItsWordsWithoutTheSecretForTheLog() {
        String answer = "{\"error\":\"invalid_client\",\"error_description\":\"not " + SECRET + "\"}";
        Secrets.known().add(SECRET);

        assertThatThrownBy(() -> fetch(Script.json(401, answer), Duration.ofSeconds(10)))
                .hasMessage("the token endpoint answered HTTP 401 (invalid_client)")
                .cause()
                .hasMessage("not [secret]");
    }

    @Test
    void errorThatIsNoWord_isNotRepeated() {
        assertThatThrownBy(() -> fetch(Script.json(400, "{\"error\":\"<b>\\n\"}"), Duration.ofSeconds(10)))
                .hasMessage("the token endpoint answered HTTP 400");
    }
}
