package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request comes from, by what its connection's other end says. */
class TrustedProxiesTest {

    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of("127.0.0.1", "10.1.2.0/24", "2001:db8:1::/48"));
    private static final String PROXY = "127.0.0.1";

    private static String client(String peer, Map<String, List<String>> headers) {
        return PROXIES.origin(peer, name -> headers.getOrDefault(name, List.of()))
                .address();
    }

    private static String forwardedFor(String... headers) {
        return client(PROXY, Map.of("X-Forwarded-For", List.of(headers)));
    }

    private static String forwarded(String... headers) {
        return client(PROXY, Map.of("Forwarded", List.of(headers)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.2.3 | 203.0.113.9",
                "198.51.100.1,203.0.113.9,10.1.2.3,127.0.0.1 | 203.0.113.9",
                "10.1.2.9, 10.1.2.3 | 10.1.2.9",
                "127.0.0.1 | 127.0.0.1",
                "203.0.113.9:4711 | 203.0.113.9",
                "[2001:db8::9]:443 | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9] | 2001:db8:0:0:0:0:0:9",
                "2001:db8::9 | 2001:db8:0:0:0:0:0:9",
                "203.0.113.9, 2001:db8:1::5 | 203.0.113.9",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "203.0.113.9, ::ffff:10.1.2.3 | 203.0.113.9",
                "203.0.113.9, unknown | 0.0.0.0",
                "203.0.113.9, _hidden, 10.1.2.3 | 0.0.0.0",
                "203.0.113.9, example.com | 0.0.0.0",
                "203.0.113.9, 1.2.3 | 0.0.0.0",
                "203.0.113.9, 999.1.1.1 | 0.0.0.0",
                "203.0.113.9, 0x7f.1.1.1 | 0.0.0.0",
                "203.0.113.9, fe80::1%eth0 | 0.0.0.0",
                "unknown, 203.0.113.9 | 203.0.113.9",
                "203.0.113.9, , | 203.0.113.9",
            })
    void listedClient_isTheRightmostThatIsNoProxy(String header, String address) {
        assertThat(forwardedFor(header)).isEqualTo(address);
        assertThat(forwardedFor(header.split(",", -1))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9 | 203.0.113.9",
                "For=\"[2001:db8::9]:4711\";proto=https | 2001:db8:0:0:0:0:0:9",
                "for=198.51.100.1, for=203.0.113.9;by=10.1.2.3, for=10.1.2.3 | 203.0.113.9",
                "for=198.51.100.1, proto=https | 0.0.0.0",
                "for=203.0.113.9, for=unknown | 0.0.0.0",
                "for=\"_gazonk\" | 0.0.0.0",
                "for=\"198.51.100.1, for=198.51.100.2\", for=203.0.113.9 | 203.0.113.9",
                "for=203.0.113.9;for=198.51.100.1 | 0.0.0.0",
                "for=\"203.0.113.9 | 0.0.0.0",
                "for | 0.0.0.0",
            })
    void namedClient_isTheRightmostThatIsNoProxy(String header, String address) {
        assertThat(forwarded(header)).isEqualTo(address);
    }

    @Test
    void strangersWord_countsForNothing() {
        Map<String, List<String>> claims = Map.of(
                "X-Forwarded-For", List.of("10.1.2.3"),
                "Forwarded", List.of("for=10.1.2.3;proto=https"),
                "X-Forwarded-Proto", List.of("https"));

        for (String peer : List.of("203.0.113.9", "10.1.3.1", "0:0:0:0:0:0:0:1")) {
            assertThat(PROXIES.origin(peer, name -> claims.getOrDefault(name, List.of())))
                    .isEqualTo(new TrustedProxies.Origin(peer, null, null, ""));
        }
    }

    @Test
    void proxyThatSaysNothing_isTheClientItself() {
        assertThat(client("10.1.2.3", Map.of())).isEqualTo("10.1.2.3");
    }

    @Test
    void headersThatContradict_nameNobody() {
        assertThat(client(
                        PROXY,
                        Map.of("X-Forwarded-For", List.of("203.0.113.9"), "Forwarded", List.of("for=198.51.100.1"))))
                .isEqualTo("0.0.0.0");
        assertThat(client(
                        PROXY,
                        Map.of("X-Forwarded-For", List.of("203.0.113.9"), "Forwarded", List.of("for=203.0.113.9"))))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void schemeAndHost_areThoseOfTheNearestProxy() {
        var origin = PROXIES.origin(PROXY, name -> switch (name) {
            case "X-Forwarded-Proto" -> List.of("http", "HTTPS");
            case "X-Forwarded-Host" -> List.of("evil.example, api.example:8443");
            default -> List.of();
        });

        assertThat(origin.scheme()).isEqualTo("https");
        assertThat(origin.host()).isEqualTo("api.example:8443");
        assertThat(PROXIES.origin(PROXY, name -> List.of("gopher")).scheme()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/ai, /ai", "/ai/gateway, /ai/gateway", "ai, ''", "/, ''", "/ai/, ''", "//evil.example, ''", "/a b, ''", "/<b>, ''"})
    void prefix_isAPath_orNothing(String header, String prefix) {
        assertThat(PROXIES.origin(PROXY, name -> name.equals("X-Forwarded-Prefix") ? List.of(header) : List.of())
                        .prefix())
                .isEqualTo(prefix);
    }

    @Test
    void whateverStandsToTheLeft_changesNothing() {
        Random random = new Random(1);
        String letters = "0123456789abcdef.:,;=\"\\[] \tforunknow%_-";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                made.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(forwardedFor(made.toString(), "203.0.113.9"))
                    .as(made.toString())
                    .isEqualTo("203.0.113.9");
            assertThat(forwardedFor(made + ",203.0.113.9, 10.1.2.3"))
                    .as(made.toString())
                    .isEqualTo("203.0.113.9");
            assertThat(forwarded(made.toString(), "for=203.0.113.9"))
                    .as(made.toString())
                    .isEqualTo("203.0.113.9");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0", "*", "all", "10.0.0.0/8/8", "::1/129"})
    void whatIsNoRange_isRefused(String text) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}
