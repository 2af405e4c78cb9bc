package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatChunksTest {

    private static final ChatChunks.Wish CHAT = new ChatChunks.Wish(false, false);
    private static final ChatChunks.Wish CHAT_WITH_USAGE = new ChatChunks.Wish(false, true);
    private static final ChatChunks.Wish TEXT = new ChatChunks.Wish(true, false);

    private static final String ROLE = "{'role':'assistant','content':''}";
    private static final String USAGE = "{'usage': {'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3}}";
    private static final String STOP = "{'finish': 'stop'}";
    private static final String END = "{'end': true}";

    @Test
    void identity_isTheFirstStartsInEveryChunk() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT_WITH_USAGE,
                "{'start': {'id': 'a', 'model': 'm1', 'created': 5}}",
                "{'content': 'x'}",
                "{'start': {'id': 'b', 'model': 'm2', 'created': 6}}",
                USAGE,
                STOP,
                END);

        assertThat(chunks).hasSize(5);
        assertThat(chunks.subList(0, 4)).allSatisfy(chunk -> {
            assertThat(chunk.path("id").asText()).isEqualTo("a");
            assertThat(chunk.path("model").asText()).isEqualTo("m1");
            assertThat(chunk.path("created").asLong()).isEqualTo(5);
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'content': 'x'}", "{'start': {}}", "{'start': {'id': ''}}", "{'start': {'id': null}}"})
    void identity_isOurOwnIfTheProviderGivesNone(String piece) throws Exception {
        JsonNode chunk = chunks(CHAT, piece).get(0);

        assertThat(chunk.path("id").asText()).isEqualTo("own");
        assertThat(chunk.path("model").asText()).isEqualTo("asked");
        assertThat(chunk.path("created").asLong()).isEqualTo(17);
    }

    @Test
    void role_isSentOnceAndFirstInEachChoice() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'start': {'id': 'a'}}",
                        "{'content': 'x'}",
                        "{'choice': 1, 'content': 'y'}",
                        "{'choice': 1, 'content': 'z'}"))
                .containsExactly(
                        "0 " + ROLE, "0 {'content':'x'}", "1 " + ROLE, "1 {'content':'y'}", "1 {'content':'z'}");
    }

    @Test
    void deltas_areSentAsTheyAre() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'reasoning_content': 'r'}",
                        "{'refusal': 'no'}",
                        "{'delta': {'annotations': []}}",
                        "{'delta': {}}"))
                .containsExactly(
                        "0 " + ROLE, "0 {'reasoning_content':'r'}", "0 {'refusal':'no'}", "0 {'annotations':[]}");
    }

    @Test
    void toolCalls_areNumberedInTheOrderTheyOpen() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'tool': 7, 'id': 'b', 'name': 'g', 'arguments': '{'}",
                        "{'tool': 3, 'id': 'a', 'name': 'f'}",
                        "{'tool': 7, 'arguments': '}'}",
                        "{'tool': 3, 'arguments': '[]'}"))
                .containsExactly(
                        "0 " + ROLE,
                        "0 {'tool_calls':[{'index':0,'id':'b','type':'function',"
                                + "'function':{'name':'g','arguments':'{'}}]}",
                        "0 {'tool_calls':[{'index':1,'id':'a','type':'function',"
                                + "'function':{'name':'f','arguments':''}}]}",
                        "0 {'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}",
                        "0 {'tool_calls':[{'index':1,'function':{'arguments':'[]'}}]}");
    }

    @Test
    void toolCalls_areNumberedPerChoice() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), tool("b", 1)).stream().filter(delta -> delta.contains("tool_calls")))
                .allMatch(delta -> delta.contains("'index':0"))
                .hasSize(2);
    }

    @Test
    void unknownTool_isIgnored() throws Exception {
        assertThat(deltas(CHAT, "{'tool': 'search', 'arguments': '{}'}", "{'tool': 'search', 'end': true}"))
                .containsExactly("0 " + ROLE);
    }

    @Test
    void emptyArguments_becomeAnObjectWhenTheCallEnds() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), "{'tool': 'a', 'arguments': ''}", "{'tool': 'a', 'end': true}", END))
                .filteredOn(delta -> delta.contains("{}'"))
                .containsExactly("0 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}");
    }

    @Test
    void emptyArguments_becomeAnObjectBeforeAnyFinish() throws Exception {
        assertThat(deltas(CHAT, tool("a", 0), tool("b", 0), "{'tool': 'b', 'arguments': '[]'}", tool("c", 1), END))
                .endsWith(
                        "0 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "1 {'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "0 {}",
                        "1 {}");
    }

    @Test
    void finish_isOneChunkAChoiceAfterAllElse() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT,
                "{'finish': 'stop', 'choice': 1}",
                "{'content': 'x', 'choice': 1}",
                "{'finish': 'length'}",
                "{'finish': 'stop', 'choice': 1}",
                END);

        assertThat(chunks.stream().map(ChatChunksTest::finish).toList())
                .containsExactly("", "", "", "0 length", "1 stop", "");
    }

    @ParameterizedTest
    @CsvSource({
        "stop, false, stop",
        "stop, true, tool_calls",
        "length, true, length",
        "content_filter, false, content_filter",
        "function_call, false, function_call",
        "end_turn, false, stop",
        "eos, true, tool_calls",
        "'', false, stop"
    })
    void finishReason_isOneThatClientsKnow(String given, boolean called, String sent) throws Exception {
        List<JsonNode> chunks =
                chunks(CHAT, called ? tool("a", 0) : "{'content': 'x'}", "{'finish': '" + given + "'}", END);

        assertThat(finish(chunks.get(chunks.size() - 2))).isEqualTo("0 " + sent);
    }

    @Test
    void nativeFinishReason_goesWithTheFinish() throws Exception {
        List<JsonNode> chunks = chunks(CHAT, "{'finish': 'content_filter', 'native': 'SPII'}", END);

        assertThat(chunks.get(0).at("/choices/0").has("native_finish_reason")).isFalse();
        assertThat(chunks.get(1).at("/choices/0/native_finish_reason").asText()).isEqualTo("SPII");
    }

    @Test
    void usage_isSentOnceAfterTheFinishIfAskedFor() throws Exception {
        List<JsonNode> chunks =
                chunks(CHAT_WITH_USAGE, "{'usage': {'prompt_tokens': 1}}", "{'content': 'x'}", USAGE, STOP, END);

        assertThat(chunks).hasSize(5);
        assertThat(chunks.subList(0, 3))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
        assertThat(finish(chunks.get(2))).isEqualTo("0 stop");
        assertThat(chunks.get(3).get("choices")).isEmpty();
        assertThat(chunks.get(3).at("/usage/total_tokens").asInt()).isEqualTo(3);
        assertThat(isDone(chunks.get(4))).isTrue();
    }

    @Test
    void usage_isKeptButNotSentIfNotAskedFor() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", USAGE, STOP, END));

        assertThat(stream.usage().path("total_tokens").asInt()).isEqualTo(3);
        assertThat(events(stream)).hasSize(4).noneMatch(chunk -> chunk.has("usage"));
    }

    @Test
    void extra_goesWithTheFinish() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT, "{'extra': {'citations': [1], 'a': 1}}", "{'content': 'x'}", "{'extra': {'a': 2}}", STOP, END);

        assertThat(chunks.get(1).has("citations")).isFalse();
        assertThat(chunks.get(2).path("citations")).hasSize(1);
        assertThat(chunks.get(2).path("a").asInt()).isEqualTo(2);
    }

    @Test
    void error_endsTheStreamWithoutDone() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", "{'error': {'message': 'm', 'type': 't'}}", "{'content': 'y'}", END));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(events).hasSize(3);
        assertThat(events.get(2))
                .isEqualTo(json("{'error': {'message': 'm', 'type': 't', 'param': null, 'code': null}}"));
        assertThat(stream.ended()).isTrue();
        assertThat(stream.error().path("message").asText()).isEqualTo("m");
    }

    @Test
    void pieces_areNotChanged() throws Exception {
        // a transform's constants are the same objects every time
        JsonNode pieces = pieces("{'choice': 1, 'content': 'x'}", "{'error': {'message': 'm'}}");
        JsonNode before = pieces.deepCopy();

        stream(CHAT).accept(pieces);

        assertThat(pieces).isEqualTo(before);
    }

    @Test
    void endOfStream_isCompleteIfEveryChoiceFinished() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, "{'finish': 'length', 'choice': 1}"));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(isDone(events.get(events.size() - 1))).isTrue();
        assertThat(stream.error()).isNull();
    }

    @Test
    void endOfStream_isAnErrorIfAChoiceIsUnfinished() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, "{'content': 'y', 'choice': 1}"));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(events.get(events.size() - 1).at("/error/code").asText()).isEqualTo("upstream_stream_truncated");
        assertThat(events).noneMatch(ChatChunksTest::isDone);
    }

    @Test
    void endOfStream_isAnErrorIfNothingCame() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.endOfStream();

        assertThat(events(stream)).hasSize(1).allMatch(event -> event.has("error"));
    }

    @Test
    void end_isCompleteWhateverIsUnfinished() throws Exception {
        List<JsonNode> chunks = chunks(CHAT, "{'content': 'x'}", END);

        assertThat(finish(chunks.get(2))).isEqualTo("0 stop");
        assertThat(isDone(chunks.get(3))).isTrue();
    }

    @Test
    void afterTheEnd_nothingIsWritten() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, END, "{'content': 'y'}", END));
        stream.take();

        stream.accept(pieces("{'content': 'z'}"));
        stream.fail(json("{'message': 'm'}"));
        stream.endOfStream();

        assertThat(stream.hasOutput()).isFalse();
        assertThat(stream.error()).isNull();
    }

    @Test
    void textCompletion_hasTextAndNoRole() throws Exception {
        List<JsonNode> chunks = chunks(
                TEXT, "{'start': {'id': 'cmpl-1'}}", "{'reasoning_content': 'r'}", "{'content': 'x'}", STOP, END);

        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(0))
                .isEqualTo(json("{'id': 'cmpl-1', 'object': 'text_completion', 'created': 17, 'model': 'asked',"
                        + "'choices': [{'text': 'x', 'index': 0, 'logprobs': null, 'finish_reason': null}]}"));
        assertThat(chunks.get(1).at("/choices/0"))
                .isEqualTo(json("{'text': '', 'index': 0, 'logprobs': null, 'finish_reason': 'stop'}"));
        assertThat(isDone(chunks.get(2))).isTrue();
    }

    @Test
    void take_givesWholeEventsOnce() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}"));

        assertThat(stream.hasOutput()).isTrue();
        assertThat(new String(stream.take(), StandardCharsets.UTF_8))
                .startsWith("data: {")
                .endsWith("}\n\n");
        assertThat(stream.hasOutput()).isFalse();
        assertThat(stream.take()).isEmpty();
    }

    private static ChatChunks stream(ChatChunks.Wish wish) {
        return new ChatChunks(wish, "own", "asked", 17);
    }

    private static List<JsonNode> chunks(ChatChunks.Wish wish, String... pieces) throws Exception {
        ChatChunks stream = stream(wish);
        stream.accept(pieces(pieces));
        return events(stream);
    }

    /** Each chunk's choice and delta, in single quotes. */
    private static List<String> deltas(ChatChunks.Wish wish, String... pieces) throws Exception {
        return chunks(wish, pieces).stream()
                .filter(chunk -> !isDone(chunk))
                .map(chunk -> chunk.at("/choices/0"))
                .map(choice -> choice.path("index") + " "
                        + choice.path("delta").toString().replace('"', '\''))
                .toList();
    }

    private static String tool(String key, int choice) {
        return "{'tool': '" + key + "', 'id': 'call_" + key + "', 'name': 'f', 'choice': " + choice + "}";
    }

    private static String finish(JsonNode chunk) {
        JsonNode choice = chunk.at("/choices/0");
        return choice.path("finish_reason").isTextual()
                ? choice.path("index") + " " + choice.path("finish_reason").asText()
                : "";
    }

    private static boolean isDone(JsonNode event) {
        return event.asText().equals("[DONE]");
    }

    /** The events written; {@code [DONE]} as text. */
    private static List<JsonNode> events(ChatChunks stream) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String event : new String(stream.take(), StandardCharsets.UTF_8).split("\n\n", -1)) {
            if (!event.isEmpty()) {
                String data = event.substring("data: ".length());
                events.add(json(data.equals("[DONE]") ? "'[DONE]'" : data));
            }
        }
        return events;
    }

    private static JsonNode pieces(String... pieces) throws JsonProcessingException {
        return json("[" + String.join(",", pieces) + "]");
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
