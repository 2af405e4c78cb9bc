package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in what is said by the Responses API: as its provider takes them, else refused by the name of their field. */
class ResponsesFilesTest extends ResponsesContract {

    private static final String PDF = "\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,JVBERi0=\"";
    private static final String ID = "\"file_id\":\"file_of_theirs\"";
    private static final String URL = "\"file_url\":\"https://files.example/a.pdf\"";

    private static String with(String model, String file) {
        return "{\"model\":\"" + model + "\",\"input\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"input_text\",\"text\":\"Read\"},{\"type\":\"input_file\"," + file + "}]}]}";
    }

    private JsonNode sent(String model, String file, String answered) throws Exception {
        UPSTREAM.answer(Script.json(200, answered));
        HttpResponse<String> answer = post(RESPONSES, with(model, file));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(UPSTREAM.last().text().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void data_isAFileOfAChat() throws Exception {
        JsonNode file = sent("plain/m", PDF, Answers.WHOLE).at("/messages/0/content/1");

        assertThat(file)
                .isEqualTo(Json.parse(("{\"type\":\"file\",\"file\":{" + PDF + "}}").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void id_isThatOfItsProvider() throws Exception {
        assertThat(sent("plain/m", ID, Answers.WHOLE)
                        .at("/messages/0/content/1/file/file_id")
                        .asText())
                .isEqualTo("file_of_theirs");
    }

    @Test
    void data_isADocumentOfAnthropics() throws Exception {
        JsonNode block = sent(
                        "anthropic/m",
                        PDF,
                        "{\"id\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],"
                                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                .at("/messages/0/content/1");

        assertThat(block.path("type").asText()).isEqualTo("document");
        assertThat(block.at("/source/data").asText()).isEqualTo("JVBERi0=");
        assertThat(block.path("title").asText()).isEqualTo("a.pdf");
    }

    @ParameterizedTest
    @CsvSource({"data", "id", "url"})
    void allOfThem_passToWhoSpeaksTheApi(String how) throws Exception {
        String file = how.equals("data") ? PDF : how.equals("id") ? ID : URL;

        assertThat(sent("openai/m", file, SAID).toString()).isEqualTo(with("m", file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain/m     | url  | input[0].content[1].file_url",
                "anthropic/m | url  | input[0].content[1].file_url",
                "textual/m   | data | input[0].content[1]",
                "textual/m   | id   | input[0].content[1]",
                "anthropic/m | none | input[0].content[1].file_data",
            })
    void whatItsTargetCannotTake_isRefusedWithItsPlace(String model, String how, String param) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        String file = switch (how) {
            case "data" -> PDF;
            case "id" -> ID;
            case "url" -> URL;
            default -> "\"filename\":\"a.pdf\"";
        };

        HttpResponse<String> refused = post(RESPONSES, with(model, file));

        assertError(refused, 400, null, param);
        assertThat(UPSTREAM.received()).isEmpty();
    }
}
