package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider cannot do is refused by the place that asks for it, in the words and the error of the caller's API. */
class RefusedPlacesTest extends ResponsesContract {

    private static final String PIXEL = "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AA==\"}";

    @BeforeEach
    void nobodyIsAsked() {
        UPSTREAM.answer(Script.json(500, "{}"));
    }

    /** The words that stand for what is long. */
    private static String written(String text) {
        return text.replace("PIXEL", PIXEL)
                .replace("PDF", PIXEL.replace("image/png", "application/pdf"))
                .replace("BLOB(", "{\"mimeType\":\"")
                .replace(")", "\",\"data\":\"AA==\"}")
                .replace("HI", "{\"type\":\"text\",\"text\":\"Hi\"}");
    }

    private JsonNode refused(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, written(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(UPSTREAM.received()).isEmpty();
        assertThat(answer.body()).doesNotContain("image_url", "input_audio", "response_format", "].type'");
        return json(answer);
    }

    private static void assertSays(String message, String need, String place) {
        assertThat(message)
                .isEqualTo("The provider 'bare' does not support " + need + ", which '" + place + "' asks for");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vision | messages[0].content[1] | [{\"role\":\"user\",\"content\":[HI,{\"type\":\"image\",\"source\":PIXEL}]}]",
                "vision | messages[2].content[0].content[1] | [{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[HI,{\"type\":\"image\",\"source\":PIXEL}]}]}]",
                "files | messages[0].content[0] | [{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":PDF}]}]",
                "prefill | messages[1] | [{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"A\"}]",
                "streaming | stream | [{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true",
                "tools | tools | [{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]",
                "json_schema | output_config.format.type | [{\"role\":\"user\",\"content\":\"Hi\"}],\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}"
            })
    void ofMessages_inTheirWords(String need, String place, String messages) throws Exception {
        JsonNode answer =
                refused("/v1/messages", "{\"model\":\"bare/m\",\"max_tokens\":9,\"messages\":" + messages + "}");
        assertThat(answer.path("type").asText()).isEqualTo("error");
        assertThat(answer.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertSays(answer.at("/error/message").asText(), need, place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vision | input[0].content[1] | [{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"},{\"type\":\"input_image\",\"image_url\":\"https://a.example/a.png\"}]}]",
                "audio | input[0].content[0] | [{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}]}]",
                "streaming | stream | \"Hi\",\"stream\":true",
                "tools | tools | \"Hi\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]",
                "json_schema | text.format.type | \"Hi\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{\"type\":\"object\"}}}",
                "json_object | text.format.type | \"JSON\",\"text\":{\"format\":{\"type\":\"json_object\"}}"
            })
    void ofResponses_inTheirWords(String need, String place, String input) throws Exception {
        JsonNode error = json(post(RESPONSES, written("{\"model\":\"bare/m\",\"input\":" + input + "}")))
                .path("error");
        assertThat(error.path("code").asText()).isEqualTo("unsupported_parameter");
        assertThat(error.path("param").asText()).isEqualTo(place);
        assertSays(error.path("message").asText(), need, place);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vision | contents[0].parts[1] | [{\"parts\":[{\"text\":\"Hi\"},{\"inlineData\":BLOB(image/png)}]}]",
                "vision | contents[0].parts[0] | [{\"parts\":{\"file_data\":{\"file_uri\":\"https://a.example/a.png\"}}}]",
                "audio | contents[1].parts[0] | [{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]},{\"role\":\"user\",\"parts\":[{\"inline_data\":BLOB(audio/wav)}]}]",
                "files | contents[0].parts[0] | [{\"parts\":[{\"inlineData\":BLOB(application/pdf)}]}]",
                "prefill | contents[1] | [{\"parts\":[{\"text\":\"Hi\"}]},{\"role\":\"model\",\"parts\":[{\"text\":\"A\"}]}]",
                "tools | tools | [{\"parts\":[{\"text\":\"Hi\"}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]",
                "n | generationConfig.candidateCount | [{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"candidateCount\":2}",
                "json_object | generationConfig.responseMimeType | [{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"responseMimeType\":\"application/json\"}",
                "json_schema | generationConfig.responseSchema | [{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\"}}",
                "json_schema | generationConfig.responseJsonSchema | [{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"}}"
            })
    void ofGemini_inItsWords(String need, String place, String contents) throws Exception {
        JsonNode error = refused("/v1beta/models/bare/m:generateContent", "{\"contents\":" + contents + "}")
                .path("error");
        assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertSays(error.path("message").asText(), need, place);
    }

    /** A provider's transform knows the chat alone, in which messages are others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/messages | {\"model\":\"gemini/m\",\"max_tokens\":9,\"system\":\"Be\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"none\",\"content\":\"a\"}]}]}",
                "/v1/responses | {\"model\":\"gemini/m\",\"instructions\":\"Be\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"none\",\"output\":\"a\"}]}"
            })
    void whatATransformRefuses_hasNoPlaceThatNobodyHasWritten(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("No tool call has this id").doesNotContain("messages");
    }

    /** Nor does a provider that speaks the same get what asks nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/messages | {\"model\":\"anthropic/m\",\"max_tokens\":9}",
                "/v1/messages | {\"model\":\"anthropic/m\",\"max_tokens\":9,\"messages\":[]}",
                "/v1/messages | {\"model\":\"anthropic/m\",\"max_tokens\":9,\"messages\":7}",
                "/v1/messages/count_tokens | {\"model\":\"anthropic/m\",\"messages\":[ 7]}",
                "/v1/responses | {\"model\":\"openai/m\"}",
                "/v1/responses | {\"model\":\"openai/m\",\"input\":[]}",
                "/v1/responses | {\"model\":\"openai/m\",\"input\":true}",
                "/v1beta/models/gemini/m:generateContent | {}",
                "/v1beta/models/gemini/m:generateContent | {\"contents\":null}",
                "/v1beta/models/gemini/m:embedContent | {\"content\":7}"
            })
    void whatAsksNothing_isRefusedWhereItWouldPass(String path, String body) throws Exception {
        refused(path, body);
    }

    /** What is left out where others remain cannot be what is wanted, nor may nothing be left. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/messages | tool_choice.name | {\"model\":\"openai/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"},{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"bash\"}}",
                "/v1/responses | \"input\" | {\"model\":\"deepseek/m\",\"input\":[{\"type\":\"mcp_approval_response\",\"approve\":true,\"approval_request_id\":\"a\"}]}"
            })
    void whatIsLeftOut_isMissed(String path, String place, String body) throws Exception {
        assertThat(refused(path, body).toString()).contains(place);
    }

    /** What nobody has said in these words is named without a place, rather than by one that the caller has not written. */
    @ParameterizedTest
    @CsvSource({"/v1beta/models/bare/m:streamGenerateContent?alt=sse"})
    void whatHasNoPlace_namesNone(String path) throws Exception {
        JsonNode error = refused(path, "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}")
                .path("error");
        assertThat(error.path("message").asText()).isEqualTo("The provider 'bare' does not support streaming");
    }
}
