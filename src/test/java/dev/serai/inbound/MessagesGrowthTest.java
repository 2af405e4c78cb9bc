package dev.serai.inbound;

import dev.serai.inbound.InboundPairs.Pair;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transforms of Messages look at each thing once. */
class MessagesGrowthTest extends GrowthContract {

    MessagesGrowthTest() {
        super("messages");
    }

    static Stream<Pair> pairs() throws IOException {
        return InboundPairs.of("messages", "anthropic");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void work_growsWithTheSize(Pair pair) throws Exception {
        check(pair);
    }
}
