package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, by address and by key. */
class AuthenticatorTest {

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.start(); // from here on the case of header names does not matter
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    private final Directory directory = new Directory(new MasterKeys(List.of()));
    private final Authenticator open = authenticator(List.of("", " "), "", new Loopback(List.of()));
    private final Authenticator keyed = authenticator(List.of("first", " second "), "X-Team-Key", null);

    private Authenticator authenticator(List<String> keys, String header, Loopback loopback) {
        return new Authenticator(
                new Callers(keys, directory, null),
                new ClientSecrets(new MasterKeys(List.of()), Clock.systemUTC()),
                header,
                loopback,
                Clock.systemUTC());
    }

    private static Exchange request(String address, Map<String, String> headers) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setVariable(HttpRequestFacts.VARIABLE, new HttpRequestFacts(address, 0));
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/v1/chat/completions");
        headers.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    private static String caller(Authenticator authenticator, String address, Map<String, String> headers) {
        Exchange exchange = request(address, headers);
        authenticator.process(exchange);
        return exchange.getVariable("caller", String.class);
    }

    private static void assertRefused(Authenticator authenticator, String address, Map<String, String> headers) {
        ApiException refusal =
                catchThrowableOfType(ApiException.class, () -> authenticator.process(request(address, headers)));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.code()).isEqualTo("invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void ownMachineWithoutKeys_isServed(String address) {
        assertThat(caller(open, address, Map.of())).isEqualTo("local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.17.0.1",
                "192.168.1.4",
                "169.254.1.1",
                "203.0.113.9",
                "0.0.0.0",
                "::",
                "fe80::1",
                "2001:db8::1",
                "::ffff:10.0.0.1"
            })
    void otherMachineWithoutKeys_isRefused(String address) {
        assertRefused(open, address, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For,127.0.0.1", "x-forwarded-for,''", "Forwarded,for=127.0.0.1", "X-Real-IP,127.0.0.1"})
    void forwardedRequestWithoutKeys_isRefused(String header, String value) {
        assertRefused(open, "127.0.0.1", Map.of(header, value));
    }

    @Test
    void keyWhereNoneAreSet_opensNothing() {
        assertRefused(open, "10.0.0.1", Map.of("Authorization", "Bearer "));
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer first, key-0",
        "authorization, bearer  second , key-1",
        "x-api-key, first, key-0",
        "X-Api-Key, second, key-1",
        "x-team-key, second, key-1",
    })
    void key_isItsHolder(String header, String value, String holder) {
        assertThat(caller(keyed, "203.0.113.9", Map.of(header, value))).isEqualTo(holder);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer other",
        "Authorization, Bearer",
        "Authorization, 'Bearer '",
        "Authorization, first",
        "Authorization, Basic first",
        "Authorization, 'Bearer first,second'",
        "x-api-key, First",
        "x-api-key, ''",
        "x-team-key, fir",
        "api-key, first",
    })
    void anythingElse_isRefusedEvenFromHere(String header, String value) {
        assertRefused(keyed, "127.0.0.1", Map.of(header, value));
    }

    @Test
    void noKey_isRefusedEvenFromHere() {
        assertRefused(keyed, "127.0.0.1", Map.of());
    }

    @Test
    void configuredHeader_goesFirst() {
        Map<String, String> headers = Map.of("Authorization", "Bearer of-a-proxy", "x-team-key", "second");

        assertThat(caller(keyed, "203.0.113.9", headers)).isEqualTo("key-1");
    }

    @Test
    void refusal_doesNotRepeatTheKey() {
        ApiException refusal = catchThrowableOfType(
                ApiException.class, () -> keyed.process(request("127.0.0.1", Map.of("x-api-key", "sk-mistyped"))));

        assertThat(refusal.getMessage()).doesNotContain("sk-mistyped");
    }
}
