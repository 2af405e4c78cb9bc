package dev.serai.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.Answers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files of Messages, through the gateway: over a provider of OpenAI's format, and to Anthropic as they are. */
class MessagesPairsTest extends PairsContract {

    static Stream<Pair> translated() throws IOException {
        return InboundPairs.of("messages", "anthropic");
    }

    static Stream<Pair> passed() throws IOException {
        return InboundPairs.of("messages-anthropic", "anthropic");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("translated")
    void messagesOverOpenAisFormat_areAsTheGoldenFile(Pair pair) throws Exception {
        check(pair, "openai/", Answers.WHOLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passed")
    void messagesToAnthropic_passAsTheyAre(Pair pair) throws Exception {
        check(pair, "anthropic/", Answers.ANTHROPIC);
    }

    @Override
    HttpResponse<String> ask(ObjectNode asked, String prefix) throws Exception {
        asked.put("model", prefix + asked.path("model").asText());
        return post("/v1/messages?beta=true", asked.toString(), "anthropic-version", "2023-06-01");
    }
}
