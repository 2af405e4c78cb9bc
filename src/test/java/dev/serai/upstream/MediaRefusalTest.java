package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images, sounds and files for those who take none: refused with the place, or by the provider in its own words; never lost. */
@Timeout(60)
class MediaRefusalTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MODEL = "cohere/command-a-03-2025";
    private static final String IMAGE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}";

    private static String messages(String messages) {
        return "{\"model\":\"" + MODEL + "\",\"messages\":[" + messages + "]}";
    }

    private static String user(String part) {
        return "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is it?\"}," + part + "]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}|audio",
                "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AAAA\"}}|files"
            })
    void mediaThatTheProviderLacks_areRefusedBeforeItIsAsked(String part, String what) throws Exception {
        UPSTREAM.answer(Script.json(500, "{}"));

        HttpResponse<String> response = post(CHAT, messages(user(part)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("code").asText()).isEqualTo("unsupported_parameter");
        assertThat(error(response).path("param").asText()).isEqualTo("messages[0].content[1].type");
        assertThat(error(response).path("message").asText()).contains(what);
        assertThat(UPSTREAM.received()).noneMatch(request -> request.path().contains("/v2/chat"));
    }

    @Test
    void imageAsATools_isRefusedWithItsPlace() throws Exception {
        UPSTREAM.answer(Script.json(500, "{}"));
        String called = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"Here\"},"
                + IMAGE + "]}";

        HttpResponse<String> response =
                post(CHAT, messages("{\"role\":\"user\",\"content\":\"Hi\"}," + called + "," + result));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(error(response).path("code").asText()).isEqualTo("unsupported_value");
        assertThat(error(response).path("param").asText()).isEqualTo("messages[2].content[1].type");
        assertThat(UPSTREAM.received()).noneMatch(request -> request.path().contains("/v2/chat"));
    }

    /** Which models see is the vendor's to say, as https://docs.cohere.com/docs/models has it; its refusal is the caller's. */
    @Test
    void imageForAModelThatSeesNone_isRefusedInTheProvidersWords() throws Exception {
        String said = "image content is not supported by model command-a-03-2025";
        UPSTREAM.answer(Script.json(400, "{\"id\":\"i\",\"message\":\"" + said + "\"}"));

        HttpResponse<String> response = post(CHAT, messages(user(IMAGE)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error(response).path("message").asText()).isEqualTo(said);
        assertThat(UPSTREAM.received().get(UPSTREAM.received().size() - 1).text())
                .contains("data:image/png;base64,AAAA");
    }
}
