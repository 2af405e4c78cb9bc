package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.cache.CachedAnswer.Form;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that only pass may have anything in them: what cannot be put in another form is asked for in it. */
class ChatFormsTest {

    private static final String WHOLE = "{\"id\":\"a\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"logprobs\":{\"content\":[{\"token\":\"Hi\"}]},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    private static final List<String> ANYTHING = List.of(
            "null",
            "5",
            "1e300",
            "\"x\"",
            "true",
            "[]",
            "{}",
            "[1]",
            "[null]",
            "[[]]",
            "{\"index\":-1}",
            "[{\"index\":9}]");

    private static CachedAnswer answer(Form form, String chat) {
        return new CachedAnswer(
                form,
                null,
                chat.getBytes(StandardCharsets.UTF_8),
                null,
                0,
                "p",
                "m",
                new Lifetime(0, 1, 1, 0),
                MemoryTierTest.standing("faq", 3),
                new LongAdder());
    }

    /** All that an answer of ours may have, with the members that OpenAI's types require. */
    private static final String ALL = """
        {"id":"a","object":"chat.completion","created":1,"model":"m","system_fingerprint":"f","choices":[
          {"index":0,"finish_reason":"tool_calls","native_finish_reason":"tool_use","logprobs":{"content":[
            {"token":"H","logprob":-1.5,"top_logprobs":[{"token":"H","logprob":-1.5},{"token":"J","logprob":-2}]},
            {"token":"i","logprob":-0.1,"top_logprobs":[]}]},
           "message":{"role":"assistant","content":"Hi","refusal":null,"reasoning_content":"first second",
            "thinking_blocks":[{"type":"thinking","thinking":"first","signature":"s1"},
              {"type":"redacted_thinking","data":"abc"},
              {"type":"thinking","thinking":" second","signature":"s2","after":{"text":2,"calls":1}}],
            "annotations":[{"type":"url_citation","url_citation":{"url":"u"}},
              {"type":"url_citation","url_citation":{"url":"v"}}],
            "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}},
              {"id":"d","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]}},
          {"index":1,"finish_reason":"stop","logprobs":null,
           "message":{"role":"assistant","content":null,"refusal":"No"}}],
         "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
        """;

    /** A text completion; a token may be any word. */
    private static final String TEXT = """
        {"id":"a","object":"text_completion","created":1,"model":"m","choices":[
          {"index":0,"finish_reason":"stop","text":"index 1","logprobs":{"tokens":["index"," 1"],
           "token_logprobs":[-0.5,-1],"top_logprobs":[{"index":-0.5,"in":-1},{" 1":-1}],"text_offset":[0,5]}}],
         "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
        """;

    @ParameterizedTest
    @ValueSource(strings = {ALL, TEXT})
    void whole_inEvents_isTheSameWholeAgain(String all) throws Exception {
        byte[] events = ChatForms.of(answer(Form.WHOLE, all), Form.STREAM_WITH_USAGE, Memory.UNCOUNTED);
        String streamed = new String(events, StandardCharsets.UTF_8);
        byte[] whole = ChatForms.of(answer(Form.STREAM_WITH_USAGE, streamed), Form.WHOLE, Memory.UNCOUNTED);

        assertThat(Json.parse(whole)).isEqualTo(Json.parse(all.getBytes(StandardCharsets.UTF_8)));
    }

    /** Each place of a tree, as what puts something else there. */
    private static void places(JsonNode tree, List<Consumer<JsonNode>> places) {
        if (tree instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> {
                places.add(other -> object.set(name, other));
                places(object.get(name), places);
            });
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(other -> array.set(at, other));
                places(array.get(i), places);
            }
        }
    }

    private static List<String> spoilt(String json) throws Exception {
        List<String> all = new ArrayList<>();
        List<Consumer<JsonNode>> some = new ArrayList<>();
        places(Json.MAPPER.readTree(json), some);
        for (int place = 0; place < some.size(); place++) {
            for (String other : ANYTHING) {
                JsonNode tree = Json.MAPPER.readTree(json);
                List<Consumer<JsonNode>> places = new ArrayList<>();
                places(tree, places);
                places.get(place).accept(Json.MAPPER.readTree(other));
                all.add(Json.MAPPER.writeValueAsString(tree));
            }
        }
        return all;
    }

    private static void assertPut(CachedAnswer answer, Form wanted) {
        String chat = new String(answer.chat(), StandardCharsets.UTF_8);
        assertThatCode(() -> {
                    byte[] put = ChatForms.of(answer, wanted, Memory.UNCOUNTED);
                    if (put != null && wanted.isStream()) {
                        assertThat(ChunkEvents.read(put)).isNotEmpty();
                    } else if (put != null) {
                        assertThat(Json.parse(put).path("choices").isArray()).isTrue();
                    }
                })
                .as(chat)
                .doesNotThrowAnyException();
    }

    @Test
    void anyWholeAnswer_isPutInEvents_orCannotBe() throws Exception {
        for (String whole : spoilt(WHOLE)) {
            assertPut(answer(Form.WHOLE, whole), Form.STREAM_WITH_USAGE);
        }
    }

    @Test
    void anyEvents_arePutInAWhole_orCannotBe() throws Exception {
        String chunk = WHOLE.replace("chat.completion", "chat.completion.chunk").replace("\"message\"", "\"delta\"");
        for (String spoilt : spoilt(chunk)) {
            for (Form wanted : List.of(Form.WHOLE, Form.STREAM_WITH_USAGE)) {
                assertPut(
                        answer(Form.STREAM, "data: " + spoilt + "\n\ndata: " + chunk + "\n\ndata: [DONE]\n\n"), wanted);
            }
        }
    }
}
