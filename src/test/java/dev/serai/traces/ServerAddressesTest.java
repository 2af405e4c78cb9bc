package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a provider is, asked once or again. */
class ServerAddressesTest {

    private final ServerAddresses addresses = new ServerAddresses();

    @ParameterizedTest
    @CsvSource({
        "https://api.acme.example/v1,api.acme.example,443",
        "http://localhost/v1,localhost,80",
        "http://10.0.0.1:8080,10.0.0.1,8080",
        "ftp://files.example,files.example,0"
    })
    void address_isTheSameEachTime(String baseUrl, String host, long port) {
        Attributes first = addresses.of(baseUrl);

        assertThat(first.get(Names.SERVER)).isEqualTo(host);
        assertThat(first.get(Names.SERVER_PORT)).isEqualTo(port);
        assertThat(addresses.of(baseUrl)).isSameAs(first);
    }

    @Test
    void addressThatIsNone_isEmpty() {
        assertThat(addresses.of("https://{region}.acme.example")).isEqualTo(Attributes.of(Names.SERVER, ""));
        assertThat(addresses.of("embedded:here")).isEqualTo(Attributes.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host-%s.example/", "https://{%s}", "https://long.example/%s"})
    void addresses_areKeptWithinBounds(String pattern) {
        for (int i = 0; i < 1000; i++) {
            String name = pattern.contains("long") ? "a".repeat(600) + i : "n" + i;
            Attributes read = addresses.of(pattern.formatted(name));

            assertThat(read).isEqualTo(new ServerAddresses().of(pattern.formatted(name)));
        }
        assertThat(addresses.size()).isLessThanOrEqualTo(256);
    }
}
