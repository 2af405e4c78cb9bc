package dev.serai.inbound;

import dev.serai.inbound.InboundPairs.Pair;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transforms of Responses look at each thing once. */
class ResponsesGrowthTest extends GrowthContract {

    ResponsesGrowthTest() {
        super("responses");
    }

    static Stream<Pair> pairs() throws IOException {
        return InboundPairs.of("responses", "responses");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void work_growsWithTheSize(Pair pair) throws Exception {
        check(pair);
    }
}
