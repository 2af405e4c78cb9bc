package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.files.Folder;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCompletionTest {

    private static final Transforms TRANSFORMS = new Transforms(
            Folder.read(Path.of("transforms"), "transforms", ".jslt"), new TransformFunctions(() -> "1"));

    @ParameterizedTest
    @ValueSource(strings = {"'Say hi'", "['Say hi']"})
    void prompt_becomesOneUserMessage(String prompt) throws Exception {
        assertThat(request("{'model': 'm', 'prompt': " + prompt + "}"))
                .isEqualTo(json("{'model': 'm', 'messages': [{'role': 'user', 'content': 'Say hi'}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"['a', 'b']", "[]", "[1, 2]", "[[1, 2]]", "[1]", "7", "null"})
    void otherPrompts_areRejected(String prompt) {
        ApiException rejection = rejection("{'model': 'm', 'prompt': " + prompt + "}");

        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.param()).isEqualTo("prompt");
    }

    @ParameterizedTest
    @CsvSource({"suffix, 'end'", "echo, true", "best_of, 2", "logprobs, 3", "logprobs, 0"})
    void whatChatsCannot_isRejected(String name, String value) {
        String quoted = name.equals("suffix") ? "'" + value + "'" : value;

        ApiException rejection = rejection("{'prompt': 'Hi', '" + name + "': " + quoted + "}");

        assertThat(rejection.param()).isEqualTo(name);
        assertThat(rejection.code()).isEqualTo("unsupported_parameter");
        assertThat(rejection).hasMessageContaining(name);
    }

    @Test
    void whatSaysNothing_isRemoved() throws Exception {
        assertThat(request("{'prompt': 'Hi', 'suffix': '', 'echo': false, 'best_of': 1, 'logprobs': null}"))
                .isEqualTo(json("{'messages': [{'role': 'user', 'content': 'Hi'}]}"));
    }

    @Test
    void parameters_areKept() throws Exception {
        String kept = "'model': 'm', 'max_tokens': 5, 'temperature': 0.5, 'top_p': 0.9, 'stop': ['a'], 'n': 2,"
                + " 'seed': 1, 'stream': true, 'stream_options': {'include_usage': true}, 'frequency_penalty': 1,"
                + " 'presence_penalty': -1, 'user': 'u', 'logit_bias': {'50256': -100}";

        assertThat(request("{'prompt': 'Hi', " + kept + "}"))
                .isEqualTo(json("{" + kept + ", 'messages': [{'role': 'user', 'content': 'Hi'}]}"));
    }

    @Test
    void chatCompletion_becomesTextCompletion() throws Exception {
        JsonNode answer = response("{'id': 'chatcmpl-9', 'object': 'chat.completion', 'created': 17, 'model': 'm',"
                + " 'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'Hello'},"
                + " 'finish_reason': 'stop'}, {'index': 1, 'message': {'role': 'assistant', 'content': null},"
                + " 'finish_reason': 'length'}],"
                + " 'usage': {'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3}}");

        assertThat(answer)
                .isEqualTo(json("{'id': 'cmpl-9', 'object': 'text_completion', 'created': 17, 'model': 'm',"
                        + " 'choices': [{'text': 'Hello', 'index': 0, 'finish_reason': 'stop'},"
                        + " {'text': '', 'index': 1, 'finish_reason': 'length'}],"
                        + " 'usage': {'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3}}"));
    }

    @Test
    void idOfAnotherForm_getsThePrefix() throws Exception {
        assertThat(response("{'id': 'msg_1', 'choices': []}").path("id").asText())
                .isEqualTo("cmpl-msg_1");
    }

    private static ApiException rejection(String request) {
        return catchThrowableOfType(ApiException.class, () -> request(request));
    }

    private static JsonNode request(String input) throws JsonProcessingException {
        return apply("text-completion/request", input);
    }

    private static JsonNode response(String input) throws JsonProcessingException {
        return apply("text-completion/response", input);
    }

    private static JsonNode apply(String transform, String input) throws JsonProcessingException {
        return Transforms.apply(TRANSFORMS.find(transform).orElseThrow(), Map.of(), json(input));
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
