package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files: each provider's wire format against OpenAI's, both ways. */
class WireFixtureTest {

    private final WireFixtures fixtures = new WireFixtures();

    static Stream<WireFixtures.Case> cases() throws IOException {
        return WireFixtures.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void goldenFile_isReached(WireFixtures.Case it) throws IOException {
        JsonNode expected = fixtures.expected(it);
        JsonNode actual = fixtures.actual(it);
        assertThat(WireFixtures.same(expected, actual))
                .as("expected %s%nbut was %s", expected.toPrettyString(), actual.toPrettyString())
                .isTrue();
    }
}
