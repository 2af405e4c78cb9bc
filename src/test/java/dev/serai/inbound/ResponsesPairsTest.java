package dev.serai.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.Answers;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.ContextConfiguration;

/** The golden files of Responses, through the gateway, over a provider that knows chats alone. */
@ContextConfiguration(initializers = ResponsesGateway.class)
class ResponsesPairsTest extends PairsContract {

    /** What the gateway makes up: ids, and the moment of the end. */
    private static final Pattern MADE = Pattern.compile("\"(resp|msg|rs|fc|ctc)_([0-9a-f]{16,}[_0-9]*)\"");

    private static final Pattern ENDED = Pattern.compile("\"completed_at\":\\d+");

    static Stream<Pair> translated() throws IOException {
        return InboundPairs.of("responses", "responses").filter(it -> !it.name().startsWith("previous"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("translated")
    void responsesOverChats_areAsTheGoldenFile(Pair pair) throws Exception {
        check(pair, "plain/", Answers.WHOLE);
    }

    @Override
    HttpResponse<String> ask(ObjectNode asked, String prefix) throws Exception {
        asked.put("model", prefix + asked.path("model").asText());
        return post("/v1/responses", asked.toString());
    }

    /** The ids numbered in the order in which they come, as the golden files have them: each the same wherever it stands. */
    @Override
    JsonNode known(JsonNode answer) {
        Map<String, Integer> numbers = new HashMap<>();
        Matcher made = MADE.matcher(answer.toString());
        String named = made.replaceAll(id -> {
            int number = numbers.computeIfAbsent(id.group(), it -> numbers.size() + 1);
            return "\"" + id.group(1) + "_gen_" + number + "\"";
        });
        try {
            return Json.MAPPER.readTree(ENDED.matcher(named).replaceAll("\"completed_at\":1700000000"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
