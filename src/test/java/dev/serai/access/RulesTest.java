package dev.serai.access;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.wire.Json;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules allow. */
class RulesTest {

    private static Rules addresses(String... addresses) {
        return rules().addresses(List.of(addresses)).build();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::1, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "203.0.113.9/32, 203.0.113.9, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::1, 2001:0db8:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%1, true",
    })
    void range_hasWhatIsInIt(String range, String address, boolean allowed) {
        assertThat(addresses("198.51.100.7", range).compile().allowsAddress(address))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3", "2001:db8::/32", "::1"})
    void address_isAccepted(String address) {
        assertThat(addresses(address).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "lan",
                "cafe",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/",
                "::/129",
                "1.2.3.4.5",
                "10.0.0.0/-1",
                "10.0.0.256"
            })
    void whatIsNoAddress_isNamed(String address) {
        assertThat(addresses(address).problems()).singleElement().asString().startsWith("addresses: '" + address + "'");
    }

    @Test
    void nothing_isNoPattern() {
        List<String> nothing = Arrays.asList("fine", null);
        assertThat(rules().models(nothing).build().problems())
                .singleElement()
                .asString()
                .startsWith("models:");
        assertThat(rules().endpoints(Arrays.asList("/fine", null)).build().problems())
                .singleElement()
                .asString()
                .startsWith("endpoints:");
        assertThat(rules().addresses(Arrays.asList("10.0.0.1", null)).build().problems())
                .singleElement()
                .asString()
                .startsWith("addresses:");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-*, gpt-5, true",
        "gpt-*, xgpt-5, false",
        "gpt-5, gpt-5-mini, false",
        "acme/*, acme/any, true",
        "*, anything, true",
        "a.c, abc, false",
    })
    void model_isAllowedByItsPattern(String pattern, String model, boolean allowed) {
        Rules rules = rules().models(List.of("other", pattern)).build();
        assertThat(rules.compile().allowsModel(model)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, true", "/v1/embeddings, false", "/v1/chat, false"})
    void endpoint_isAllowedByItsPattern(String endpoint, boolean allowed) {
        Rules rules = rules().endpoints(List.of("/v1/chat/*")).build();
        assertThat(rules.compile().allowsEndpoint(endpoint)).isEqualTo(allowed);
    }

    @Test
    void noRules_allowEverything() {
        for (Rules rules : List.of(
                Rules.NONE,
                rules().models(List.of())
                        .endpoints(List.of())
                        .addresses(List.of())
                        .build())) {
            Rules.Compiled compiled = rules.compile();
            assertThat(compiled.allowsModel("any") && compiled.allowsEndpoint("/any") && compiled.allowsAddress("::1"))
                    .isTrue();
            assertThat(rules.problems()).isEmpty();
        }
    }

    @Test
    void noRules_areAnEmptyObject() throws JsonProcessingException {
        assertThat(Json.text(Rules.NONE)).isEqualTo("{}");
        assertThat(Json.MAPPER.readValue("{}", Rules.class)).isEqualTo(Rules.NONE);
    }
}
